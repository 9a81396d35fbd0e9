import { rm } from 'node:fs/promises';
import type { Fault } from '../fault.ts';
import { nothingToHeal } from './pick.ts';
import { powerOff } from './power-off.ts';
import { seconds } from './seconds.ts';

/**
 * Everything ends, and the primary region's folder is deleted: both servers, their memory, the first repository and the secrets. What the
 * platform is rebuilt from is the recovery region's folder and the release, which a registry keeps in both regions.
 */
export const regionLoss: Fault = {
  name: 'region-loss',
  async inject(stage) {
    const { folder } = stage.platform;
    const { killed, startAgain } = await powerOff(stage.platform);
    await rm(folder.primaryRegion, { recursive: true, force: true });
    return {
      detail: `SIGKILL to all ${killed} processes, and ${folder.primaryRegion} was deleted`,
      recover: async () => {
        const begun = performance.now();
        await stage.replacePlatform(() => startAgain(stage.progress));
        const restored = stage.platform.events.last().find(({ kind }) => kind === 'restored');
        if (restored === undefined) {
          throw new Error('The platform serves without having restored its database.');
        }
        return `the platform was rebuilt in ${seconds(begun)}, its database ${restored.detail}`;
      },
      heal: nothingToHeal,
    };
  },
};
