import type { ComponentKind } from '../component-kind.ts';
import { FACTS, fact } from '../facts.ts';
import { property } from '../read/graph.ts';

/** A web application firewall in front of a distribution: managed and stateless, it only counts in the service levels. */
export const webAcl: ComponentKind = {
  kind: 'web-acl',
  types: ['AWS::WAFv2::WebACL'],
  recognise: (resource) => ({
    name: `firewall ${String(property(resource, 'Name') ?? resource.logicalId)}`,
    state: 'none',
  }),
  routes: () => 'untouched',
  serviceLevel: () => ({ percent: FACTS['sla.waf'].value, origin: fact('sla.waf') }),
};
