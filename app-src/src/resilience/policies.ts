import { metrics } from '@opentelemetry/api';
import { createPolicy, type Policy, type PolicyOptions, type PolicyState } from './policy.ts';

export type PolicyStates = Readonly<Record<string, PolicyState>>;

/** What `holdfast.circuit.state` reports for each state of a circuit. */
const circuitValues = { closed: 0, 'half-open': 1, open: 2 } as const;

/**
 * The policies of this process. It hangs on the runtime, because bundles do not share modules. Its metrics go to the meter provider that
 * is set when it is made.
 */
export class Policies {
  readonly #policies = new Map<string, Policy>();

  constructor() {
    const meter = metrics.getMeter('holdfast');
    const observe = (
      name: string,
      kind: 'gauge' | 'counter',
      description: string,
      value: (state: PolicyState) => number,
    ) => {
      const instrument =
        kind === 'gauge'
          ? meter.createObservableGauge(name, { description })
          : meter.createObservableCounter(name, { description });
      instrument.addCallback((result) => {
        for (const policy of this.#policies.values()) {
          result.observe(value(policy.state()), { policy: policy.name });
        }
      });
    };
    observe(
      'holdfast.circuit.state',
      'gauge',
      '0 closed, 1 half-open, 2 open',
      (s) => circuitValues[s.circuit],
    );
    observe('holdfast.policy.in_flight', 'gauge', 'Calls under way', (s) => s.inFlight);
    observe('holdfast.policy.queued', 'gauge', 'Calls that wait for a slot', (s) => s.queued);
    observe('holdfast.policy.rejected', 'counter', 'Calls refused without an attempt', (s) => s.rejected);
    observe('holdfast.policy.retries', 'counter', 'Attempts after the first', (s) => s.retries);
    observe('holdfast.policy.failures', 'counter', 'Attempts that failed', (s) => s.failures);
    observe('holdfast.policy.fallbacks', 'counter', 'Calls served in another way', (s) => s.fallbacks);
  }

  /** Makes a policy and follows it. */
  create(name: string, options: PolicyOptions): Policy {
    const policy = createPolicy(name, options);
    this.#policies.set(name, policy);
    return policy;
  }

  /** Each policy's state by its name. */
  states(): PolicyStates {
    return Object.fromEntries([...this.#policies].map(([name, policy]) => [name, policy.state()]));
  }

  /** Stops the timers of all policies. */
  close(): void {
    for (const policy of this.#policies.values()) {
      policy.close();
    }
  }
}
