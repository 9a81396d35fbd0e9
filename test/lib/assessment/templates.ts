import { type AssessOptions, assess } from '../../../lib/assessment/assess.ts';
import type { Disruption } from '../../../lib/assessment/disruptions.ts';
import { DISRUPTIONS } from '../../../lib/assessment/disruptions.ts';
import type { Assessment } from '../../../lib/assessment/model.ts';
import type { StackTemplate, Template, TemplateResource } from '../../../lib/assessment/read/template.ts';

export const PRIMARY = 'eu-central-1';
export const RECOVERY = 'eu-west-1';
export const ACCOUNT = '111122223333';

/** A stack around resources, as the reader would hand it over. */
export function stackOf(
  resources: Record<string, TemplateResource>,
  more: Partial<StackTemplate> & { template?: Template } = {},
): StackTemplate {
  return {
    name: 'app',
    account: ACCOUNT,
    region: PRIMARY,
    file: 'app.template.json',
    ...more,
    template: { Resources: resources, ...more.template },
  };
}

export function resource(
  Type: string,
  Properties: Record<string, unknown> = {},
  more: Partial<TemplateResource> = {},
): TemplateResource {
  return { Type, Properties, ...more };
}

/** Subnets in the given zones, and a database subnet group over them. */
export function databaseNetwork(zones: readonly string[]): Record<string, TemplateResource> {
  const subnets = Object.fromEntries(
    zones.map((zone, index) => [`Subnet${index}`, resource('AWS::EC2::Subnet', { AvailabilityZone: zone })]),
  );
  return {
    ...subnets,
    SubnetGroup: resource('AWS::RDS::DBSubnetGroup', {
      SubnetIds: zones.map((_, index) => ({ Ref: `Subnet${index}` })),
    }),
  };
}

/** A database that is as well protected as one region allows. */
export const DATABASE: Record<string, unknown> = {
  DBInstanceIdentifier: 'sales-db',
  AllocatedStorage: '100',
  StorageEncrypted: true,
  MultiAZ: true,
  BackupRetentionPeriod: 35,
  DeletionProtection: true,
  DeleteAutomatedBackups: false,
  DBSubnetGroupName: { Ref: 'SubnetGroup' },
};

export function database(changes: Record<string, unknown> = {}): Record<string, TemplateResource> {
  return {
    ...databaseNetwork([`${PRIMARY}a`, `${PRIMARY}b`]),
    Database: resource('AWS::RDS::DBInstance', { ...DATABASE, ...changes }),
  };
}

const HOURS = 3600;

export const OPTIONS: AssessOptions = {
  application: 'sales',
  environment: 'test',
  primaryRegion: PRIMARY,
  recoveryRegion: RECOVERY,
  objectives: {
    availabilityPercent: 99.9,
    perDisruption: Object.fromEntries(
      DISRUPTIONS.map((disruption) => [disruption, { rtoSeconds: 4 * HOURS, rpoSeconds: HOURS }]),
    ),
  },
};

export function assessResources(
  resources: Record<string, TemplateResource>,
  others: readonly StackTemplate[] = [],
): Assessment {
  return assess([stackOf(resources), ...others], OPTIONS);
}

/** The row of a disruption. */
export function row(assessment: Assessment, disruption: Disruption) {
  const found = assessment.disruptions.find((result) => result.disruption === disruption);
  if (!found) throw new Error(`No row for ${disruption}.`);
  return found;
}
