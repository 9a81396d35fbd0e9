import type { Fault } from '../fault.ts';
import { nothingToHeal } from './pick.ts';
import { powerOff } from './power-off.ts';
import { seconds } from './seconds.ts';

/** The machine loses its power with everything on it, and the platform is started again on its data. */
export const machineRestart: Fault = {
  name: 'machine-restart',
  async inject(stage) {
    const { killed, startAgain } = await powerOff(stage.platform);
    return {
      detail: `SIGKILL to all ${killed} processes of the platform at once`,
      recover: async () => {
        const begun = performance.now();
        await stage.replacePlatform(() => startAgain(stage.progress));
        return `the platform was started again on its data in ${seconds(begun)}`;
      },
      heal: nothingToHeal,
    };
  },
};
