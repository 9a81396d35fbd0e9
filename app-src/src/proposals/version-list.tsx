'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { Ago } from './ago.tsx';
import type { Proposal, ProposalVersion } from './proposal.ts';
import styles from './proposal-detail.module.css';

/** How many versions are listed at first: autosave makes many. */
const atFirst = 8;

export interface VersionListProps {
  readonly proposal: Proposal | undefined;
  /** The version whose text is shown; the newest when left out. */
  readonly shown: number | undefined;
  readonly show: (version: number | undefined) => void;
}

/** Every saved version, newest first. */
export function VersionList({ proposal, shown, show }: VersionListProps) {
  const t = useTranslations('proposals.detail');
  const [all, setAll] = useState(false);
  const { data, problem, refresh } = useApi<readonly ProposalVersion[]>(
    proposal && `/api/proposals/${encodeURIComponent(proposal.id)}/versions`,
  );
  const current = proposal?.version;
  const listed = useRef(current);
  useEffect(() => {
    // A version that was saved while the list was shown belongs into it at once.
    if (listed.current !== undefined && listed.current !== current) {
      void refresh();
    }
    listed.current = current;
  }, [current, refresh]);
  const versions = data?.toSorted((a, b) => b.version - a.version);
  return (
    <Card title={t('versions')}>
      {versions !== undefined ? (
        <ol className={styles.versions}>
          {versions.slice(0, all ? undefined : atFirst).map(({ version, author, savedAt }) => (
            <li key={version} className={styles.version}>
              {version === (shown ?? current) ? (
                <span className={styles.chosen} aria-current="true">
                  {t('version', { version })}
                  {version === current && <Badge tone="good">{t('current')}</Badge>}
                </span>
              ) : (
                <button
                  type="button"
                  className={styles.choose}
                  aria-label={t('show', { version })}
                  onClick={() => show(version === current ? undefined : version)}
                >
                  {t('version', { version })}
                </button>
              )}
              <span className={styles.about}>
                {author.name} · <Ago at={savedAt} />
              </span>
            </li>
          ))}
        </ol>
      ) : problem !== undefined ? (
        <p className={styles.about} role="alert">
          {t('versionsFailed')}
        </p>
      ) : (
        <div aria-busy="true">
          <SkeletonLines count={6} height="1.5em" />
        </div>
      )}
      {versions !== undefined && !all && versions.length > atFirst && (
        <div className={styles.more}>
          <Button tone="quiet" small onClick={() => setAll(true)}>
            {t('moreVersions')}
          </Button>
        </div>
      )}
    </Card>
  );
}
