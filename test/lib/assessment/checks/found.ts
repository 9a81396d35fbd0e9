import type { Finding } from '../../../../lib/assessment/model.ts';
import type { StackTemplate, TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { assessResources } from '../templates.ts';

/** A value that no template determines. */
export const UNKNOWN = { Ref: 'Unknown' };

/** The findings of one rule over resources of the primary region and other stacks. */
export function found(
  rule: string,
  resources: Record<string, TemplateResource>,
  others: readonly StackTemplate[] = [],
): readonly Finding[] {
  return assessResources(resources, others).findings.filter((finding) => finding.rule === rule);
}
