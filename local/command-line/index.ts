export { ControlError } from '../control/control-client.ts';
export { Client } from './clients.ts';
export { type DrillRun, runDrills } from './drills.ts';
export { printLogs } from './logs.ts';
export { runPlatform } from './up.ts';
