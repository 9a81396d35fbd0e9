import type { Detection } from '../evidence/service.ts';
import { type Addend, computed } from '../terms.ts';

/** The time that a health check takes to give its target up; unknown where a setting of the check is. */
export function noticedBy({ open, seconds, formula, origins }: Detection, label: string): Addend {
  return open ?? computed(label, 'detect', seconds, formula, origins);
}
