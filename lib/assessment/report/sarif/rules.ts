/** What a rule of the report checks and why it matters. */
export interface RuleHelp {
  readonly summary: string;
  readonly why: string;
}

const HELP: Record<string, RuleHelp> = {
  'objective-rto': {
    summary: 'The recovery time of a disruption misses its objective',
    why: 'The sum of the named terms of the best provable route is not below the declared RTO, or no route is provable. The mends open a faster route.',
  },
  'objective-rpo': {
    summary: 'The data loss of a disruption misses its objective',
    why: 'The most that the best provable route loses is not below the declared RPO, or no route is provable. The mends open a route that loses less.',
  },
  'objective-availability': {
    summary: 'The expected availability of a user journey misses its objective',
    why: 'Failure rates times recovery times, and deployments, add up to more downtime a year than the objective allows.',
  },
  'nothing-recognised': {
    summary: 'No component was recognised',
    why: 'The templates hold nothing that the model knows, so no objective is proven. Name the templates that carry the application.',
  },
  'automatic-failover': {
    summary: 'A system of record does not fail over by itself',
    why: 'Without a standby in another zone, losing a host or a zone stops every write until people have restored the data.',
  },
  'off-site-copies': {
    summary: 'A backup has no protected copy in the recovery region',
    why: 'What lies only in the primary region is lost with it, and a copy under a key of that region cannot be read.',
  },
  'name-in-region': {
    summary: 'A secret or parameter that a resource names is not in its region',
    why: 'Names are looked up in the region of the stack, when it is deployed or a task starts. Where a name exists in other regions only, neither succeeds.',
  },
  'alarm-target': {
    summary: 'An alarm watches a name that nothing in its region has',
    why: 'Metrics of a name that does not exist have no data, so the alarm never speaks, and its runbook asks for what is not there.',
  },
  'silent-verifier': {
    summary: 'A verifier is not started, or nobody hears of what it finds or of its silence',
    why: 'What is not looked at is not proven, and a verifier that can fall silent unnoticed proves nothing of the day before a disaster.',
  },
  'health-check-name': {
    summary: 'A health check asks a name that no record has',
    why: 'Such a check fails whatever state the origin is in: traffic leaves a sound region, or never returns to it.',
  },
  'replica-source': {
    summary: 'A replica of another region does not say which region',
    why: 'RDS asks the source region for encrypted data on behalf of the replica; without the region, or with a wrong one, it cannot be created.',
  },
  'write-path': {
    summary: 'A distribution lets no request through that writes',
    why: 'A behaviour takes GET and HEAD alone unless it allows more, and an origin group takes no POST, so visitors could read and not write.',
  },
  'owner-secret': {
    summary: 'The owner’s password of a promoted database is lost with the primary region',
    why: 'A promoted replica keeps its source’s password. Where the secret is not replicated, it must be reset before anybody can repair roles or data.',
  },
  'scheduled-backups': {
    summary: 'A system of record lacks a daily or weekly backup',
    why: 'Point-in-time recovery reaches only as far back as its retention, and it is deleted with the resource unless it is retained.',
  },
  'self-healing': {
    summary: 'A hung task or a bad release is not mended without a person',
    why: 'A health check and a rollback turn minutes of waiting for a person into seconds.',
  },
  'zone-capacity': {
    summary: 'The capacity left after a zone loss does not carry the declared load',
    why: 'The autoscaler starts only after the loss, when everyone else starts capacity too.',
  },
  'nat-per-zone': {
    summary: 'Zones share a NAT gateway',
    why: 'Losing the zone of the gateway cuts the other zones off from the internet.',
  },
  'connection-budget': {
    summary: 'The connection pools do not fit the database',
    why: 'At the most tasks that can run, new tasks are refused by the database just when they are needed.',
  },
  'recovery-independence': {
    summary: 'A stack of the recovery region reads from the region whose loss it is there for',
    why: 'It cannot be created or updated while that region is gone.',
  },
  'backup-retention': {
    summary: 'Automated backups reach back too short a time',
    why: 'Damage that a weekly job or a weekend hides is noticed only after the last sound backup has expired.',
  },
  'cache-failover': {
    summary: 'The nodes of a cache that fails over stand in one zone',
    why: 'Losing the zone takes the primary and its replica together.',
  },
  'dangling-reference': {
    summary: 'A template refers to something that is not there',
    why: 'A stack that names nothing cannot be deployed, so it proves nothing.',
  },
  'declared-state': {
    summary: 'The declared state of a component cannot be read',
    why: 'Whether losing it loses data is declared by a word that means nothing, so nothing rests on it.',
  },
  'deletion-protection': {
    summary: 'One slip deletes what serves users or holds data',
    why: 'Deletion protection and retention stand between a mistake and a restore.',
  },
  'drain-time': {
    summary: 'A task is killed while the load balancer still lets its requests finish',
    why: 'Each deployment and each replaced task then breaks requests.',
  },
  'failover-record': {
    summary: 'A failover name does not move by itself',
    why: 'A failover record follows a health check of the primary, and each of its answers must lead somewhere.',
  },
  'foreign-copies': {
    summary: 'A copy does not reach the other account',
    why: 'A copy crosses accounts only under a key that can be shared, into a vault that lets it in.',
  },
  'measured-recovery': {
    summary: 'A drill measured what the model does not promise',
    why: 'A measured time or loss outweighs a computed one.',
  },
  'origin-routing': {
    summary: 'A distribution does not fail over to a working origin',
    why: 'An origin group must answer for the errors of an origin that is there and cannot serve.',
  },
  'recovery-parity': {
    summary: 'The recovery region is not built like the primary one',
    why: 'What differs there is met for the first time when everything depends on it.',
  },
  'rollback-alarms': {
    summary: 'The alarms that roll a release back are off or missing',
    why: 'A bad release then stays until people notice it.',
  },
  'scaling-policy': {
    summary: 'A scalable service has no policy that follows its load',
    why: 'What the remaining zones must carry grows when one is lost.',
  },
  'storage-encryption': {
    summary: 'Storage that is copied is not encrypted',
    why: 'A copy of unencrypted storage is unencrypted wherever it is kept.',
  },
  'vault-lock': {
    summary: 'A vault of recovery points is not locked for good',
    why: 'An administrator of its account can delete what the recovery rests on.',
  },
  'way-out': {
    summary: 'A subnet of the tasks has no way out',
    why: 'A task that cannot reach its image registry does not start, also where it must replace another.',
  },
  'restore-size': {
    summary: 'The size of the data to restore is not bounded',
    why: 'The time of a restore grows with its data, so it has no bound where the data has none.',
  },
  'endpoint-per-zone': {
    summary: 'A VPC endpoint does not stand in every zone of its users',
    why: 'Losing the zone of the endpoint cuts the other zones off from the service behind it.',
  },
  'recovery-image': {
    summary: 'The recovery region starts tasks from an image of the lost region',
    why: 'An image that lives only in the lost region cannot be pulled while that region is gone.',
  },
  'recovery-key': {
    summary: 'The recovery region needs a key of the lost region',
    why: 'What is encrypted with a key of the lost region cannot be read while that region is gone.',
  },
  'recovery-parameter': {
    summary: 'The recovery region reads a parameter of the lost region',
    why: 'A parameter that lives only in the lost region cannot be read while that region is gone.',
  },
  'recovery-secret': {
    summary: 'The recovery region reads a secret of the lost region',
    why: 'A secret that lives only in the lost region cannot be read while that region is gone.',
  },
  'recovery-certificate': {
    summary: 'The recovery region lacks a certificate',
    why: 'A listener without its certificate answers nobody.',
  },
  'recovery-dns': {
    summary: 'No name leads to the recovery region by itself',
    why: 'A record that has to be edited waits for a person, and for a control plane that may be gone too.',
  },
  'recovery-network': {
    summary: 'The recovery region lacks the network its resources stand in',
    why: 'What has no subnet in the recovery region cannot be started there.',
  },
  'recovery-parameter-group': {
    summary: 'The recovery region lacks a parameter group',
    why: 'A database that starts with other parameters behaves differently, or does not start.',
  },
};

/** Help for a rule; a rule without a text of its own is explained by its id. */
export function ruleHelp(rule: string): RuleHelp {
  return (
    HELP[rule] ?? {
      summary: `Resilience rule ${rule}`,
      why: 'The templates say something that endangers a recovery objective. The message names the component, the property and the mend.',
    }
  );
}

/** `objective-rto` as `ObjectiveRto`, the form SARIF asks for in names. */
export function ruleName(rule: string): string {
  const words = rule.match(/[A-Za-z0-9]+/g) ?? ['Rule'];
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}
