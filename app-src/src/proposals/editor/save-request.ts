import type { Proposal, ProposalChange, RichText } from '../proposal.ts';
import { sameJson } from './same-json.ts';

/** What the editor changes of a proposal. */
export interface EditedFields {
  readonly title: string;
  readonly valueCents: number;
  readonly currency: string;
  readonly content: RichText;
}

/** One save. Sent again after a lost answer, it keeps its key and its body, so that the service answers it instead of repeating it. */
export interface SaveRequest {
  readonly key: string;
  readonly change: ProposalChange;
}

const currencies = ['USD', 'EUR', 'TWD', 'JPY', 'GBP'] as const satisfies readonly NonNullable<
  ProposalChange['currency']
>[];

/** The currencies that a proposal can be written in. */
export const proposalCurrencies = currencies;

/** What of a proposal the editor holds. */
export function editedFields({ title, valueCents, currency, content }: Proposal): EditedFields {
  return { title, valueCents, currency, content };
}

/**
 * The change that turns what the service has into what the editor shows. The text always goes along: comparing it would cost more than
 * sending it. A blank title is left out, because the service refuses it and the rest must not wait for it.
 *
 * @param saved what the service has; `undefined` when that is not known, and everything goes along
 */
export function changeSince(
  saved: EditedFields | undefined,
  edited: EditedFields,
  baseVersion: number,
): ProposalChange {
  const title = edited.title.trim();
  const currency = currencies.find((known) => known === edited.currency);
  return {
    baseVersion,
    content: edited.content,
    ...(title !== '' && title !== saved?.title ? { title } : {}),
    ...(edited.valueCents !== saved?.valueCents ? { valueCents: edited.valueCents } : {}),
    ...(currency !== undefined && currency !== saved?.currency ? { currency } : {}),
  };
}

/** Whether a proposal already says all that a change asks for: then the change arrived, although its answer did not. */
export function contains(proposal: Proposal, change: ProposalChange): boolean {
  return (
    (change.title === undefined || change.title === proposal.title) &&
    (change.status === undefined || change.status === proposal.status) &&
    (change.valueCents === undefined || change.valueCents === proposal.valueCents) &&
    (change.currency === undefined || change.currency === proposal.currency) &&
    (change.content === undefined || sameJson(change.content, proposal.content))
  );
}
