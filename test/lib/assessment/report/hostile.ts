import type { Assessment } from '../../../../lib/assessment/model.ts';
import { component, estimate, fixture, judge, property, SLA, term } from './fixture.ts';

export const SCRIPT_TAG = `<script>alert("1")</script>'"><img src=x onerror=alert(1)>`;
export const ESCAPES = '\u001B[2J\u001B]0;owned\u0007\u202Egnp.exe\u0000';

/** Names, paths, values and sources that try to leave the place they are printed in. */
export function hostileFixture(): Assessment {
  const evil = component('rds-instance', SCRIPT_TAG, `L"'><b>`, {
    stack: ESCAPES,
    constructPath: SCRIPT_TAG,
  });
  const twin = { ...evil, name: 'twin with the same id' };
  const sources = [
    'javascript:alert(1)',
    'data:text/html,<script>1</script>',
    ' jaVascript:alert(2)',
    '//x.example',
    'file:///etc/passwd',
  ];
  const evilTerm = estimate(
    term(SCRIPT_TAG, 60, 'recover', [
      property(evil, SCRIPT_TAG, { [SCRIPT_TAG]: '</style></script>' }),
      ...sources.map((source, index) => ({ ...SLA, id: `${SCRIPT_TAG}${index}`, source })),
    ]),
  );
  const route = { id: SCRIPT_TAG, name: ESCAPES, rto: evilTerm, rpo: evilTerm, proof: [] };
  return fixture({
    subject: { application: SCRIPT_TAG, environment: ESCAPES },
    components: [evil, twin],
    dependencies: [{ from: evil.id, to: SCRIPT_TAG, strength: 'hard' }],
    estimates: [
      { component: evil.id, disruption: 'zone', routes: [route, route], best: route },
      { component: evil.id, disruption: 'zone', routes: [route], best: route },
    ],
    disruptions: [
      {
        disruption: 'zone',
        verdict: 'holds',
        rto: judge(evilTerm, 'holds', 3600, evil, route),
        rpo: judge(evilTerm, 'holds', 3600, evil, route),
      },
    ],
    findings: [
      {
        rule: SCRIPT_TAG,
        severity: 'breach',
        disruptions: ['zone'],
        criteria: [SCRIPT_TAG],
        message: `${SCRIPT_TAG}${ESCAPES}`,
        component: evil.id,
        mends: [{ stack: ESCAPES, logicalId: SCRIPT_TAG, property: SCRIPT_TAG, change: SCRIPT_TAG }],
      },
    ],
    notModelled: [{ resourceType: SCRIPT_TAG, count: 1 }],
    unresolved: [{ stack: SCRIPT_TAG, logicalId: ESCAPES, path: SCRIPT_TAG, expression: SCRIPT_TAG }],
    stacks: [
      { name: SCRIPT_TAG, account: SCRIPT_TAG, region: SCRIPT_TAG, resources: 1, template: SCRIPT_TAG },
    ],
  });
}
