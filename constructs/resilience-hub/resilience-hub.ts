import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  CfnPolicy,
  CfnService,
  CfnServiceFunction,
  CfnSystem,
  CfnUserJourney,
} from 'aws-cdk-lib/aws-resiliencehubv2';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { policyTargets } from './policy-targets.ts';

export interface ResilienceHubProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/** The journeys that objectives are promised for. */
const JOURNEYS = {
  Read: 'Users look at proposals, customers and articles.',
  Write: 'Users sign in, write proposals and change them.',
} as const;

/**
 * The platform as AWS Resilience Hub judges it, by the objectives that the assessment judges it by: a second opinion, on
 * what is deployed and not on what is written.
 */
export class ResilienceHub extends Construct {
  constructor(scope: Construct, id: string, props: ResilienceHubProps) {
    super(scope, id);
    const { config, names } = props;
    const policy = new CfnPolicy(this, 'Policy', {
      name: names.prefix,
      description: `Objectives of ${names.prefix}, from its configuration`,
      ...policyTargets(config),
    });
    const system = new CfnSystem(this, 'System', {
      name: names.prefix,
      description: `${config.application} in ${config.environment}`,
    });
    const journeys = Object.entries(JOURNEYS).map(
      ([name, description]) =>
        new CfnUserJourney(this, `${name}Journey`, {
          name,
          description,
          systemIdentifier: system.attrSystemArn,
          policyArn: policy.attrPolicyArn,
        }),
    );
    const service = new CfnService(this, 'Service', {
      name: names.prefix,
      description: 'Everything that carries the tags of application and environment, in both regions',
      regions: [config.regions.primary.name, config.regions.recovery.name],
      policyArn: policy.attrPolicyArn,
      associatedSystems: [
        {
          systemArn: system.attrSystemArn,
          userJourneyIds: journeys.map(({ attrUserJourneyId }) => attrUserJourneyId),
        },
      ],
      permissionModel: { invokerRoleName: this.invokerRole().roleName },
      inputSources: [
        {
          resourceConfiguration: {
            resourceTags: [
              { key: 'application', values: [config.application] },
              { key: 'environment', values: [config.environment] },
            ],
          },
        },
      ],
    });
    for (const [name, description] of Object.entries(JOURNEYS)) {
      new CfnServiceFunction(this, `${name}Function`, {
        name,
        description,
        serviceArn: service.attrServiceArn,
        criticality: 'PRIMARY',
      });
    }
    for (const resource of [policy, service]) {
      serves(resource, {
        criteria: ['A1', 'D5', 'D6'],
        controls: ['NIST 800-53r5 CP-2', 'NIST 800-53r5 RA-3', 'ISO 27001 A.5.30', 'SOC 2 A1.2'],
      });
    }
  }

  private invokerRole(): Role {
    const role = new Role(this, 'InvokerRole', {
      assumedBy: new ServicePrincipal('resiliencehub.amazonaws.com'),
      description: 'Lets Resilience Hub look at the resources that it judges',
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('AWSResilienceHubV2AssessmentExecutionPolicy'),
      ],
    });
    acknowledge(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AWSResilienceHubV2AssessmentExecutionPolicy]':
        'AWS maintains what an assessment has to read, of all services; a copy would fall behind, and it only reads.',
    });
    return role;
  }
}
