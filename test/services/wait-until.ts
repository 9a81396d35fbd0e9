export * from '../../local/processes/wait-until.ts';
