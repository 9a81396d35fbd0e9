export * from './accounts.ts';
export * from './sales.ts';
