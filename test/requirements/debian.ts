export * from '../../local/programs/debian.ts';
