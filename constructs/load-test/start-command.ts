/** What a task needs to be started by hand. */
export interface StartCommandProps {
  readonly region: string;
  readonly cluster: string;
  readonly family: string;
  readonly container: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/** The command that starts one run; `program` takes the place of the image's own arguments. */
export function startCommand(props: StartCommandProps, program: readonly string[]): string {
  const overrides = { containerOverrides: [{ name: props.container, command: program }] };
  const network = [
    `subnets=[${props.subnetIds.join(',')}]`,
    `securityGroups=[${props.securityGroupId}]`,
    'assignPublicIp=DISABLED',
  ];
  return [
    `aws ecs run-task --region ${props.region} --cluster ${props.cluster} --task-definition ${props.family}`,
    `--launch-type FARGATE --count 1 --network-configuration 'awsvpcConfiguration={${network.join(',')}}'`,
    `--overrides '${JSON.stringify(overrides)}'`,
  ].join(' ');
}
