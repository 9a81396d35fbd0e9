import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { assess, ResilienceValidation } from 'holdfast';

if (typeof assess !== 'function') throw new Error('The package offers no assess().');

const app = new App({ outdir: 'cdk.out', analyticsReporting: false });
const zone = { rtoSeconds: 4 * 3600, rpoSeconds: 3600 };
Validations.of(app).addPlugins(
  new ResilienceValidation({
    application: 'shop',
    environment: 'test',
    primaryRegion: 'eu-central-1',
    objectives: { availabilityPercent: 99.9, perDisruption: { zone } },
  }),
);
const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-central-1' } });
new CfnDBInstance(stack, 'Orders', {
  engine: 'postgres',
  dbInstanceIdentifier: 'orders',
  allocatedStorage: '20',
});
app.synth();
