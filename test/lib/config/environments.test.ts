import { ConfigError, environmentNames, loadEnvironment } from '../../../lib/config/load.ts';

describe('environments', () => {
  it.each(environmentNames())('%s is valid and bears the name of its file', async (name) => {
    expect((await loadEnvironment(name)).environment).toBe(name);
  });

  it('tells which there are when one is not there', async () => {
    await expect(loadEnvironment('qa')).rejects.toThrow(
      new ConfigError(
        `There is no environment "qa": choose one of ${environmentNames().join(', ')} with -c environment=NAME, or add lib/config/environments/NAME.ts.`,
      ),
    );
  });

  it('does not follow a name out of the folder', async () => {
    await expect(loadEnvironment('../load')).rejects.toThrow('There is no environment "../load"');
  });
});
