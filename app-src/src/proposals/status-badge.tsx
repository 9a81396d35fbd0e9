'use client';

import { useTranslations } from 'use-intl';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { ProposalStatus } from './proposal.ts';

const tones: Readonly<Record<ProposalStatus, Tone>> = {
  draft: 'neutral',
  review: 'notice',
  sent: 'notice',
  won: 'good',
  lost: 'bad',
};

export function StatusBadge({ status }: { readonly status: ProposalStatus }) {
  const t = useTranslations('proposals.status');
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
