import type { Proposal } from '../proposal.ts';
import type { LocalDraft } from './local-draft.ts';
import { changeSince, contains, type EditedFields, editedFields, type SaveRequest } from './save-request.ts';

/** How a proposal opens: from what the service has, from what the browser kept, or from both. */
export interface Opening {
  readonly baseVersion: number;
  /** What the editor shows. */
  readonly fields: EditedFields;
  /** What the service has under {@link baseVersion}; `undefined` when that is not known. */
  readonly saved: EditedFields | undefined;
  readonly pending?: SaveRequest;
  /** When the restored text was written, in milliseconds since the epoch. */
  readonly restoredFrom?: number;
}

/**
 * Decides how a proposal opens. A text that the browser kept is shown and saved again on the version that it was written on: if someone
 * has saved another since, the service reports the conflict, and if its own save had arrived after all, the service or the comparison
 * finds that out. What the service already has is not restored.
 *
 * @param proposal what the service has; `undefined` while it does not answer
 * @returns `undefined` when neither has anything
 */
export function opening(proposal: Proposal | undefined, draft: LocalDraft | undefined): Opening | undefined {
  if (draft === undefined) {
    if (proposal === undefined) {
      return undefined;
    }
    const fields = editedFields(proposal);
    return { baseVersion: proposal.version, fields, saved: fields };
  }
  const known = proposal === undefined ? undefined : editedFields(proposal);
  if (proposal !== undefined && known !== undefined) {
    if (contains(proposal, changeSince(known, draft.fields, proposal.version))) {
      return { baseVersion: proposal.version, fields: known, saved: known };
    }
  }
  return {
    baseVersion: draft.baseVersion,
    fields: draft.fields,
    saved: proposal?.version === draft.baseVersion ? known : undefined,
    restoredFrom: draft.editedAt,
    ...(draft.pending === undefined ? {} : { pending: draft.pending }),
  };
}
