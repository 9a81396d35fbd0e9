export * from '../../local/programs/command.ts';
