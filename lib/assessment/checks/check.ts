import type { ModelContext } from '../component-kind.ts';
import type { Finding } from '../model.ts';
import type { Resource } from '../read/graph.ts';

/** A component of the primary region with its resource. */
export interface Checked {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly resource: Resource;
}

/** A rule over the templates whose breach no recovery time shows. One rule, one file. */
export type Check = (context: ModelContext, components: readonly Checked[]) => readonly Finding[];
