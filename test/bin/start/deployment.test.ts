import { deployCommands } from '../../../bin/start/deployment.ts';

const stack = (name: string, account: string, region: string) => ({ name, account, region, after: [] });

describe('the commands that deploy', () => {
  const stacks = [
    stack('a', '111122223333', 'eu-central-1'),
    stack('b', '111122223333', 'us-east-1'),
    stack('c', '111122223333', 'eu-central-1'),
    stack('d', '444455556666', 'eu-central-1'),
  ];

  it('deploy the other account’s stack with its own credentials, so that the workload account has no way in', () => {
    expect(deployCommands(stacks, '111122223333', { environment: 'staging' })).toEqual([
      'npx cdk bootstrap aws://111122223333/eu-central-1 aws://111122223333/us-east-1',
      'npx cdk bootstrap aws://444455556666/eu-central-1 --profile PROFILE_OF_444455556666',
      'npx cdk deploy d --profile PROFILE_OF_444455556666 -c environment=staging',
      "npx cdk deploy --exclusively '!(d)' -c environment=staging",
    ]);
  });

  it('carry the strategy that was assessed', () => {
    const commands = deployCommands(stacks.slice(0, 3), '111122223333', {
      environment: 'production',
      strategy: 'pilot-light',
    });
    expect(commands.at(-1)).toBe('npx cdk deploy --all -c environment=production -c strategy=pilot-light');
  });
});
