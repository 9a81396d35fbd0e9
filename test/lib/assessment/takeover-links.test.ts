import { assess } from '../../../lib/assessment/assess.ts';
import type { Assessment, Finding } from '../../../lib/assessment/model.ts';
import { readAssembly } from '../../../lib/assessment/read/assembly.ts';
import type { StackTemplate, TemplateResource } from '../../../lib/assessment/read/template.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import { assessOptionsOf } from '../../../lib/config/objectives.ts';
import { synthesize } from '../../assembly.ts';

const PRIMARY = 'eu-central-1';
const RECOVERY = 'eu-west-1';

let stacks: StackTemplate[];
let options: ReturnType<typeof assessOptionsOf>;

beforeAll(async () => {
  stacks = readAssembly(await synthesize());
  options = assessOptionsOf(await loadEnvironment('production'));
});

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
type Properties = Record<string, any>;

/** Gives a copy of the production templates, and what is asked of it. */
class Copy {
  readonly stacks = structuredClone(stacks);

  /** Resources of a type in one region, with the map that holds them. */
  of(
    region: string,
    type: string,
  ): { map: Record<string, TemplateResource>; id: string; properties: Properties }[] {
    const found = this.stacks
      .filter((stack) => stack.region === region)
      .flatMap(({ template }) => {
        const map = template.Resources ?? {};
        return Object.entries(map)
          .filter(([, { Type }]) => Type === type)
          .map(([id, { Properties = {} }]) => ({ map, id, properties: Properties as Properties }));
      });
    if (found.length === 0) throw new Error(`There is no ${type} in ${region}.`);
    return found;
  }

  only(region: string, type: string, which: (properties: Properties) => boolean = () => true) {
    const [one, ...others] = this.of(region, type).filter(({ properties }) => which(properties));
    if (!one || others.length > 0) throw new Error(`There is not one such ${type} in ${region}.`);
    return one;
  }
}

/** What the assessment says of the production platform after one link of its takeover is broken. */
function assessed(breakLink: (copy: Copy) => void): Assessment {
  const copy = new Copy();
  breakLink(copy);
  return assess(copy.stacks, options);
}

/** Breaches of the loss of a region after one link is broken. */
function broken(breakLink: (copy: Copy) => void): Finding[] {
  const { findings } = assessed(breakLink);
  return findings.filter(
    ({ severity, disruptions }) => severity === 'breach' && disruptions.includes('region'),
  );
}

const ACCOUNT = '111122223333';

const LINKS: [link: string, rule: string, named: RegExp, breakLink: (copy: Copy) => void][] = [
  [
    'image',
    'recovery-image',
    /needs the image of a registry in eu-central-1/,
    (copy) => {
      const { properties } = copy.only(RECOVERY, 'AWS::ECS::TaskDefinition');
      for (const container of properties.ContainerDefinitions) {
        container.Image = JSON.parse(JSON.stringify(container.Image).replaceAll(RECOVERY, PRIMARY));
      }
    },
  ],
  [
    'secret',
    'recovery-secret',
    /needs the secret .*(holdfast-production\/app\/auth|lives in eu-central-1 alone)/,
    (copy) => {
      const { properties } = copy.only(
        PRIMARY,
        'AWS::SecretsManager::Secret',
        ({ Name }) => Name === 'holdfast-production/app/auth',
      );
      delete properties.ReplicaRegions;
    },
  ],
  [
    'host parameter',
    'recovery-parameter',
    /needs the parameter .*holdfast\/production\/database\/host/,
    (copy) => {
      const { map, id } = copy.only(
        RECOVERY,
        'AWS::SSM::Parameter',
        ({ Name }) => Name === '/holdfast/production/database/host',
      );
      delete map[id];
    },
  ],
  [
    'certificate',
    'recovery-certificate',
    /needs a certificate of eu-central-1/,
    (copy) => {
      const { properties } = copy.only(
        RECOVERY,
        'AWS::ElasticLoadBalancingV2::Listener',
        ({ Protocol }) => Protocol === 'HTTPS',
      );
      properties.Certificates = [{ CertificateArn: `arn:aws:acm:${PRIMARY}:${ACCOUNT}:certificate/1` }];
    },
  ],
  [
    'key',
    'recovery-key',
    /needs a key of eu-central-1/,
    (copy) => {
      copy.only(RECOVERY, 'AWS::RDS::DBInstance').properties.KmsKeyId =
        `arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/1`;
    },
  ],
  [
    'parameter group',
    'recovery-parameter-group',
    /needs a parameter group of eu-central-1/,
    (copy) => {
      const { map, id, properties } = copy.only(RECOVERY, 'AWS::RDS::DBParameterGroup');
      delete map[id];
      copy.only(RECOVERY, 'AWS::RDS::DBInstance').properties.DBParameterGroupName =
        properties.DBParameterGroupName;
    },
  ],
  [
    'subnet group',
    'recovery-network',
    /needs subnets of eu-central-1/,
    (copy) => {
      const { map, id, properties } = copy.only(RECOVERY, 'AWS::RDS::DBSubnetGroup');
      delete map[id];
      copy.only(RECOVERY, 'AWS::RDS::DBInstance').properties.DBSubnetGroupName = properties.DBSubnetGroupName;
    },
  ],
];

describe('a takeover of which one link is broken', () => {
  test('D5: holds as long as none is', () => {
    expect(broken(() => undefined)).toEqual([]);
  });

  test.each(LINKS)('D5: %s: the assessment names it', (_link, rule, named, breakLink) => {
    const findings = broken(breakLink);
    const of = findings.filter((finding) => finding.rule === rule);
    expect(of.map(({ message }) => message).join('\n')).toMatch(named);
    expect(of.every(({ mends }) => mends.length > 0)).toBe(true);
  });

  // No breach, because a person can still move the distribution: what is lost is that nobody has to.
  test('D5: DNS: the assessment names the record, and no longer counts on users following by themselves', () => {
    const withoutTwin = assessed((copy) => {
      const { map, id } = copy.only(
        RECOVERY,
        'AWS::Route53::RecordSet',
        ({ Failover }) => Failover === 'SECONDARY',
      );
      delete map[id];
    });
    expect(withoutTwin.findings).toContainEqual(
      expect.objectContaining({
        rule: 'failover-record',
        disruptions: ['region'],
        message: expect.stringMatching(/eu-central-1 has no SECONDARY counterpart of the same name/),
      }),
    );
    const routes = (of: Assessment) =>
      of.estimates
        .filter(({ disruption }) => disruption === 'region')
        .flatMap(({ best }) => best?.id ?? [])
        .filter((id) => id === 'route53.fail-over' || id === 'cloudfront.repoint');
    expect(routes(assessed(() => undefined))).toEqual(['route53.fail-over']);
    expect(routes(withoutTwin)).toEqual(['cloudfront.repoint']);
  });
});
