'use client';

import { useFormatter, useNow, useTranslations } from 'use-intl';
import { type ServiceState, useServiceState } from '../api-client/service-state.ts';
import { Banner } from '../ui/banner.tsx';
import styles from './service-banner.module.css';
import { useRecoveryProbe } from './use-recovery-probe.ts';

/** Says that the service is away or read-only, and how old the shown data is. It comes and goes by itself, over the page, so that nothing moves. */
export function ServiceBanner() {
  const state = useServiceState();
  useRecoveryProbe(state);
  return (
    <div className={styles.place} role="status" data-service={state.mode}>
      {state.mode !== 'normal' && (
        <div className={styles.banner}>
          <Trouble state={state} />
        </div>
      )}
    </div>
  );
}

/** Milliseconds after which the age is told anew. */
const ageStepMilliseconds = 10_000;

/** What was read is in the past, however quick the answer was. In milliseconds. */
const leastAgeMilliseconds = 1_000;

function Trouble({ state }: { readonly state: Exclude<ServiceState, { mode: 'normal' }> }) {
  const t = useTranslations('shell.service');
  const format = useFormatter();
  const now = useNow({ updateInterval: ageStepMilliseconds });
  const kind = state.mode === 'away' ? 'away' : 'readOnly';
  const age =
    state.asOf === undefined
      ? undefined
      : format.relativeTime(Math.min(state.asOf, +now - leastAgeMilliseconds), now);
  return (
    <Banner tone="notice" title={t(`${kind}.title`)}>
      <p>{age === undefined ? t(`${kind}.textUnknown`) : t(`${kind}.text`, { age })}</p>
    </Banner>
  );
}
