import type { Disruption } from '../../disruptions.ts';
import type { EvidenceId } from './evidence.ts';

/** One control of a framework, with the evidence that an assessment of templates may hold for it. */
export interface Control {
  readonly id: string;
  readonly framework: 'NIST SP 800-53 r5' | 'ISO/IEC 27001:2022' | 'SOC 2' | 'AWS Well-Architected';
  readonly title: string;
  /** `quoted`: the title was read at its publisher. `paraphrased`: restated, or read through a third party. */
  readonly confidence: 'quoted' | 'paraphrased';
  readonly evidence: readonly EvidenceId[];
  /** Findings about these disruptions speak against the control; so do findings of these rules. */
  readonly against: { readonly disruptions: readonly Disruption[]; readonly rules: readonly string[] };
  /** What templates cannot show, so that an auditor looks elsewhere. */
  readonly elsewhere?: string;
}

/** Where the titles of a framework's controls are published. */
export const FRAMEWORK_SOURCE: Record<Control['framework'], string> = {
  'NIST SP 800-53 r5': 'https://github.com/usnistgov/oscal-content',
  'ISO/IEC 27001:2022': 'https://www.iso.org/standard/27001',
  'SOC 2':
    'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022',
  'AWS Well-Architected':
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/welcome.html',
};

const ALL: readonly Disruption[] = [
  'process',
  'node',
  'zone',
  'region',
  'corruption',
  'deletion',
  'compromise',
];
const BACKUPS: readonly Disruption[] = ['corruption', 'deletion', 'compromise'];
const FAULTS: readonly Disruption[] = ['process', 'node', 'zone'];
const CAPACITY = ['zone-capacity', 'scaling-policy', 'connection-budget'] as const;
const TESTS =
  'That plans and backups are tested is shown by records of drills and restores, not by templates.';

function nist(
  id: string,
  title: string,
  control: Pick<Control, 'evidence' | 'against' | 'elsewhere'>,
): Control {
  return { id, framework: 'NIST SP 800-53 r5', title, confidence: 'quoted', ...control };
}
function iso(
  id: string,
  title: string,
  control: Pick<Control, 'evidence' | 'against' | 'elsewhere'>,
): Control {
  return { id, framework: 'ISO/IEC 27001:2022', title, confidence: 'paraphrased', ...control };
}
function reliability(
  id: string,
  title: string,
  control: Pick<Control, 'evidence' | 'against' | 'elsewhere'>,
): Control {
  return { id, framework: 'AWS Well-Architected', title, confidence: 'quoted', ...control };
}

/** The controls of the report, by framework. Which evidence serves which control is our reading, not the publisher's. */
export const CONTROLS: readonly Control[] = [
  nist('CP-2', 'Contingency Plan: recovery objectives, restoration priorities and metrics', {
    evidence: ['objectives', 'recovery-order'],
    against: { disruptions: ALL, rules: [] },
    elsewhere: 'The plan, its owner and its review date are documents.',
  }),
  nist('CP-6', 'Alternate Storage Site', {
    evidence: ['copies-elsewhere'],
    against: { disruptions: ['region'], rules: ['off-site-copies'] },
  }),
  nist('CP-7', 'Alternate Processing Site', {
    evidence: ['processing-elsewhere'],
    against: { disruptions: ['region'], rules: ['recovery-independence'] },
  }),
  nist('CP-9', 'System Backup', {
    evidence: ['backups', 'copies-elsewhere', 'beyond-administrator'],
    against: { disruptions: BACKUPS, rules: ['scheduled-backups', 'off-site-copies'] },
    elsewhere: TESTS,
  }),
  nist('CP-10', 'System Recovery and Reconstitution', {
    evidence: ['objectives', 'recovery-order', 'failover'],
    against: { disruptions: ALL, rules: [] },
  }),
  nist('SC-5', 'Denial-of-service Protection', {
    evidence: ['front-door'],
    against: { disruptions: [], rules: [] },
    elsewhere: 'Shield subscriptions and the effect of the firewall’s rules are not modelled.',
  }),
  iso('A.5.29', 'Information security during disruption', {
    evidence: ['objectives', 'beyond-administrator'],
    against: { disruptions: ALL, rules: [] },
  }),
  iso('A.5.30', 'ICT readiness for business continuity', {
    evidence: ['objectives', 'processing-elsewhere'],
    against: { disruptions: ALL, rules: [] },
    elsewhere: TESTS,
  }),
  iso('A.8.6', 'Capacity management', {
    evidence: ['capacity'],
    against: { disruptions: [], rules: CAPACITY },
  }),
  iso('A.8.13', 'Information backup', {
    evidence: ['backups', 'copies-elsewhere', 'beyond-administrator'],
    against: { disruptions: BACKUPS, rules: ['scheduled-backups', 'off-site-copies'] },
    elsewhere: TESTS,
  }),
  iso('A.8.14', 'Redundancy of information processing facilities', {
    evidence: ['zones', 'failover', 'processing-elsewhere'],
    against: { disruptions: [...FAULTS, 'region'], rules: ['automatic-failover', 'nat-per-zone'] },
  }),
  {
    id: 'A1.1',
    framework: 'SOC 2',
    title: 'Capacity: maintain, monitor and evaluate processing capacity',
    confidence: 'paraphrased',
    evidence: ['capacity'],
    against: { disruptions: [], rules: CAPACITY },
  },
  {
    id: 'A1.2',
    framework: 'SOC 2',
    title: 'Environmental protections, software, data backup processes and recovery infrastructure',
    confidence: 'paraphrased',
    evidence: ['backups', 'copies-elsewhere', 'zones', 'processing-elsewhere'],
    against: { disruptions: ['zone', 'region', ...BACKUPS], rules: [] },
  },
  {
    id: 'A1.3',
    framework: 'SOC 2',
    title: 'The entity tests recovery plan procedures supporting system recovery to meet its objectives',
    confidence: 'quoted',
    evidence: [],
    against: { disruptions: [], rules: [] },
    elsewhere: TESTS,
  },
  reliability('REL 9', 'Back up data', {
    evidence: ['backups', 'copies-elsewhere', 'beyond-administrator'],
    against: { disruptions: BACKUPS, rules: ['scheduled-backups', 'off-site-copies'] },
    elsewhere: TESTS,
  }),
  reliability('REL 10', 'Use fault isolation', {
    evidence: ['zones', 'processing-elsewhere'],
    against: { disruptions: ['zone'], rules: ['nat-per-zone', 'recovery-independence'] },
  }),
  reliability('REL 11', 'Withstand component failures', {
    evidence: ['failover', 'availability'],
    against: { disruptions: FAULTS, rules: ['automatic-failover', 'self-healing', 'objective-availability'] },
  }),
  reliability('REL 12', 'Test reliability', {
    evidence: [],
    against: { disruptions: [], rules: [] },
    elsewhere: TESTS,
  }),
  reliability('REL 13', 'Plan for disaster recovery', {
    evidence: ['objectives', 'processing-elsewhere', 'copies-elsewhere'],
    against: { disruptions: ['region', ...BACKUPS], rules: ['recovery-independence'] },
    elsewhere: TESTS,
  }),
];
