import { policyTargets } from '../../../constructs/resilience-hub/policy-targets.ts';
import production from '../../../lib/config/environments/production.ts';
import { validateConfig } from '../../../lib/config/load.ts';
import { readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

const STACK = 'holdfast-production-resilience-hub';

let resources: readonly (readonly [logicalId: string, resource: TemplateResource])[];

beforeAll(async () => {
  resources = Object.entries(readAssembly(await synthesize()).stack(STACK).template.Resources);
});

const ofType = (type: string) => resources.filter(([, { Type }]) => Type === `AWS::ResilienceHubV2::${type}`);

describe('what Resilience Hub judges the platform by', () => {
  test('D5, D6, A1: is the configured objectives, in minutes', () => {
    const [[, policy] = []] = ofType('Policy');
    expect(policy?.Properties).toMatchObject({
      Name: 'holdfast-production',
      AvailabilitySlo: { Target: 99.9 },
      MultiAz: { RtoInMinutes: 240, RpoInMinutes: 60, DisasterRecoveryApproach: 'HOT_STANDBY' },
      MultiRegion: { RtoInMinutes: 240, RpoInMinutes: 60, DisasterRecoveryApproach: 'PILOT_LIGHT' },
      DataRecovery: { TimeBetweenBackupsInMinutes: 60 },
    });
  });

  test('D5: follows the strategy, the stricter of two objectives, and a database without standby', () => {
    const { perDisruption, ...rest } = production.objectives;
    const objectives = {
      ...rest,
      perDisruption: {
        ...perDisruption,
        corruption: { rto: '4h', rpo: '10m' },
        region: { rto: '90s', rpo: '30s' },
      },
    };
    const changes = {
      strategy: 'warm-standby',
      objectives,
      database: { ...production.database, multiAz: false },
    };
    const targets = policyTargets(validateConfig({ ...production, ...changes }));
    expect(targets).toMatchObject({
      multiAz: { disasterRecoveryApproach: 'BACKUP_AND_RESTORE' },
      multiRegion: { rtoInMinutes: 1, rpoInMinutes: 0, disasterRecoveryApproach: 'WARM_STANDBY' },
      dataRecovery: { timeBetweenBackupsInMinutes: 10 },
    });
  });

  test('D5: asks for nothing where nothing is promised', () => {
    const objectives = { ...production.objectives, perDisruption: { zone: { rto: '4h', rpo: '1h' } } };
    const targets = policyTargets(validateConfig({ ...production, objectives }));
    expect(Object.keys(targets).sort()).toEqual(['availabilitySlo', 'multiAz']);
  });

  test('A1: binds policy, system, service and both journeys to each other', () => {
    const [[policyId] = []] = ofType('Policy');
    const [[systemId] = []] = ofType('System');
    const [[serviceId, service] = []] = ofType('Service');
    const policyArn = { 'Fn::GetAtt': [policyId, 'PolicyArn'] };
    const systemArn = { 'Fn::GetAtt': [systemId, 'SystemArn'] };
    const journeys = ofType('UserJourney');
    expect(journeys.map(([, { Properties }]) => Properties)).toEqual(
      ['Read', 'Write'].map((Name) =>
        expect.objectContaining({ Name, PolicyArn: policyArn, SystemIdentifier: systemArn }),
      ),
    );
    expect(service?.Properties).toMatchObject({
      Regions: ['eu-central-1', 'eu-west-1'],
      PolicyArn: policyArn,
      AssociatedSystems: [
        {
          SystemArn: systemArn,
          UserJourneyIds: journeys.map(([id]) => ({ 'Fn::GetAtt': [id, 'UserJourneyId'] })),
        },
      ],
    });
    for (const [, { Properties }] of ofType('ServiceFunction')) {
      expect(Properties?.ServiceArn).toEqual({ 'Fn::GetAtt': [serviceId, 'ServiceArn'] });
    }
  });

  test('finds the resources by tags that all of them carry', async () => {
    const [[, service] = []] = ofType('Service');
    const tags = service?.Properties?.InputSources[0].ResourceConfiguration.ResourceTags;
    expect(tags).toEqual([
      { Key: 'application', Values: ['holdfast'] },
      { Key: 'environment', Values: ['production'] },
    ]);
    const { stack } = readAssembly(await synthesize());
    const database = Object.values(stack('holdfast-production-data').template.Resources).find(
      ({ Type }) => Type === 'AWS::RDS::DBInstance',
    );
    expect(database?.Properties?.Tags).toEqual(
      expect.arrayContaining([
        { Key: 'application', Value: 'holdfast' },
        { Key: 'environment', Value: 'production' },
      ]),
    );
  });
});
