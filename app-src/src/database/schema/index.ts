export * from './accounts.ts';
export * from './crm-mirror.ts';
export * from './sales.ts';
