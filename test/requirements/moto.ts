import { pythonCommand, requirementOfPython } from './python.ts';

/** Pinned: a new version answers differently, and that belongs in a commit of its own. */
const MOTO = {
  name: 'moto',
  version: '5.2.5',
  distribution: 'moto[server]',
  folder: 'moto',
  usedThrough: ['services/moto.ts'],
} as const;

export const moto = requirementOfPython(MOTO);

/** Path of the command that serves moto over HTTP. */
export const motoServer = pythonCommand(MOTO, 'moto_server');
