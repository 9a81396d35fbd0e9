import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What a resource is evidence for. */
export interface Served {
  /** Acceptance criteria of `docs/requirements.md`, e.g. `D2`. */
  readonly criteria: readonly string[];
  /** Controls, e.g. `NIST 800-53r5 CP-9(5)`, `ISO 27001 A.8.13`, `SOC 2 A1.2`. */
  readonly controls?: readonly string[];
}

/**
 * Writes into the template which criteria and controls a resource serves, under `Metadata.Holdfast`, so that an
 * auditor can read the template alone. An L2 construct passes it on to its default child.
 */
export function serves(construct: IConstruct, served: Served): void {
  describe(construct, { Criteria: served.criteria, Controls: served.controls ?? [] });
}

/**
 * Writes into the template how many tasks carry the declared load, so that the assessment can prove from the template
 * that they are still there with a zone gone.
 */
export function declaresLoad(construct: IConstruct, tasks: number): void {
  describe(construct, { TasksForDeclaredLoad: tasks });
}

/** Writes into the template that a function is a verifier, so that the assessment asks whether it is started and heard. */
export function verifies(construct: IConstruct, verifier: string): void {
  describe(construct, { Verifier: verifier });
}

/**
 * Writes into the template that a store keeps nothing that must be recovered, where no other resource shows it. Only for what could be
 * made again, such as measurements.
 */
export function holdsNothingOfRecord(construct: IConstruct): void {
  describe(construct, { State: 'none' });
}

function describe(construct: IConstruct, entries: Record<string, unknown>): void {
  const resource = construct instanceof CfnResource ? construct : construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) {
    throw new Error(`${construct.node.path} has no CloudFormation resource that could carry metadata.`);
  }
  resource.addMetadata('Holdfast', { ...resource.getMetadata('Holdfast'), ...entries });
}
