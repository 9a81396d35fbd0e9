import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { deployAgain, nothingKept } from '../routes/stateless.ts';
import { blocked, estimate, mend, nothing, unrecoverable } from '../terms.ts';

const TYPE = 'AWS::EC2::NatGateway';

/** The way out of one zone. Requests of users do not pass it; calls to services outside do. */
export const natGateway: ComponentKind = {
  kind: 'nat-gateway',
  types: [TYPE],
  recognise: (resource) => ({ name: `NAT gateway ${resource.logicalId}`, state: 'none' }),
  routes: (gateway, disruption, context) => {
    switch (disruption) {
      case 'zone':
        return [otherGateways(gateway, context)];
      case 'deletion':
        return [deployAgain(gateway, context, 'deletion.detect')];
      case 'compromise':
        return [deployAgain(gateway, context, 'compromise.detect')];
      default:
        return 'untouched';
    }
  },
};

/** Whether the subnets of the other zones really use them is for the check `nat-per-zone` to say. */
function otherGateways(gateway: Resource, context: ModelContext): Route {
  const [id, name] = ['nat.other-zones', 'the other zones leave through their own gateways'];
  const others = context.graph
    .ofType(TYPE)
    .filter(
      (other) =>
        other.stack.region === gateway.stack.region &&
        property(other, 'SubnetId') !== property(gateway, 'SubnetId'),
    );
  if (others.length < 2) {
    return blocked(
      id,
      name,
      unrecoverable(
        'There is one NAT gateway for all zones.',
        mend(gateway, 'SubnetId', 'Add a NAT gateway in each zone'),
      ),
    );
  }
  const proof = others.map((other) => originOf(other, 'SubnetId'));
  return {
    id,
    name,
    rto: estimate(nothing('Each zone has its own', ...proof)),
    rpo: nothingKept(gateway),
    proof: [attributeOrigin(gateway, 'Type')],
  };
}
