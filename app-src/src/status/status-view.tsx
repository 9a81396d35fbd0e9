'use client';

import { useEffect, useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { Badge } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Status } from './status.ts';
import { StatusFigures } from './status-figures.tsx';
import { CacheTable, DependencyTable, PolicyTable } from './status-tables.tsx';
import styles from './status-view.module.css';

const pollMilliseconds = 5_000;

const summaries = { ready: 'ready', degraded: 'degraded', 'not ready': 'notReady' } as const;
const tones = { ready: 'good', degraded: 'notice', 'not ready': 'bad' } as const;

/** The state of the replica that answers. What was seen last stays while it cannot be asked. */
export function StatusView() {
  const { data, problem, refresh } = useApi<Status>('/api/status', { pollMilliseconds });
  if (data) {
    return <Shown status={data} old={problem !== undefined} />;
  }
  if (problem && problem.status !== 401) {
    return <ErrorState problem={problem} retry={() => void refresh()} />;
  }
  return (
    <div className={styles.view} aria-busy="true">
      <Skeleton height="3.4rem" />
      <Skeleton height="7rem" />
      <Skeleton height="24rem" />
    </div>
  );
}

interface ShownProps {
  readonly status: Status;
  /** The last request failed. */
  readonly old: boolean;
}

function Shown({ status, old }: ShownProps) {
  const t = useTranslations('status');
  const time = useSeen(status);
  return (
    <div className={styles.view}>
      <div role="status">
        {old ? (
          <Banner tone="notice">{t('old', { time })}</Banner>
        ) : (
          <Banner tone={tones[status.readiness]} title={t(`summary.${summaries[status.readiness]}`)} />
        )}
      </div>
      <StatusFigures status={status} />
      <div className={styles.badges}>
        <Badge tone={status.features.drafting === 'model' ? 'good' : 'neutral'}>
          {t(`features.${status.features.drafting}`)}
        </Badge>
        <Badge tone={status.features.crm === 'on' ? 'good' : 'neutral'}>
          {t(status.features.crm === 'on' ? 'features.crmOn' : 'features.crmOff')}
        </Badge>
      </div>
      <DependencyTable dependencies={status.dependencies} />
      <PolicyTable policies={status.policies} />
      <CacheTable cache={status.cache} />
      <p className={styles.note}>{t('asOf', { time })}</p>
    </div>
  );
}

/** When `status` was first shown, in words. */
function useSeen(status: Status): string {
  const format = useFormatter();
  const now = useNow({ updateInterval: 1_000 });
  const [seen, setSeen] = useState(() => Date.now());
  // Each answer is a new object, and only an answer is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setSeen(Date.now()), [status]);
  return format.relativeTime(Math.min(seen, +now), now);
}
