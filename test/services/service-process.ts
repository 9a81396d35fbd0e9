export * from '../../local/processes/service-process.ts';
