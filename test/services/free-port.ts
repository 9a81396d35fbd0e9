export * from '../../local/processes/free-port.ts';
