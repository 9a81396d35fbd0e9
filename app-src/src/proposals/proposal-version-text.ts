import { proposalVersion, richText } from './proposal.ts';

/** A version with its text. */
export const proposalVersionText = proposalVersion
  .extend({ content: richText })
  .meta({ id: 'ProposalVersionText' });
