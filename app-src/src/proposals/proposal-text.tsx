'use client';

import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import type { Proposal, ProposalVersion, RichText } from './proposal.ts';
import styles from './proposal-detail.module.css';
import { RichTextView } from './rich-text/rich-text-view.tsx';
import { plainText } from './rich-text/text-node.ts';

export interface ProposalTextProps {
  readonly proposal: Proposal | undefined;
  /** An earlier version to show; the newest when left out. */
  readonly shown: number | undefined;
  readonly show: (version: number | undefined) => void;
}

/** The text of a proposal, or of one of its earlier versions. */
export function ProposalText({ proposal, shown, show }: ProposalTextProps) {
  const t = useTranslations('proposals.detail');
  if (proposal !== undefined && shown !== undefined && shown !== proposal.version) {
    return <EarlierText proposal={proposal} version={shown} back={() => show(undefined)} />;
  }
  return (
    <section aria-label={t('text')}>
      <Card>{proposal ? <Text content={proposal.content} /> : <TextSkeleton />}</Card>
    </section>
  );
}

interface EarlierTextProps {
  readonly proposal: Proposal;
  readonly version: number;
  readonly back: () => void;
}

function EarlierText({ proposal, version, back }: EarlierTextProps) {
  const t = useTranslations('proposals.detail');
  const format = useFormatter();
  const now = useNow();
  const { data, problem, refresh } = useApi<ProposalVersion & { readonly content: RichText }>(
    `/api/proposals/${encodeURIComponent(proposal.id)}/versions/${version}`,
  );
  return (
    <Card title={t('version', { version })}>
      <div className={styles.old} role="status">
        <Banner
          action={
            <Button tone="secondary" small onClick={back}>
              {t('backToCurrent')}
            </Button>
          }
        >
          <p>
            {data
              ? t('shown', {
                  version,
                  author: data.author.name,
                  age: format.relativeTime(new Date(data.savedAt), now),
                })
              : t('version', { version })}
          </p>
        </Banner>
      </div>
      {data ? (
        <Text content={data.content} />
      ) : problem ? (
        <ErrorState problem={problem} retry={() => void refresh()} />
      ) : (
        <TextSkeleton />
      )}
    </Card>
  );
}

function Text({ content }: { readonly content: RichText }) {
  const t = useTranslations('proposals.detail');
  return plainText(content) === '' ? (
    <p className={styles.about}>{t('emptyText')}</p>
  ) : (
    <RichTextView content={content} />
  );
}

function TextSkeleton() {
  return (
    <div aria-busy="true">
      <SkeletonLines count={16} height="1.5em" />
    </div>
  );
}
