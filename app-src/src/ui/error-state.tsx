'use client';

import { useTranslations } from 'use-intl';
import type { ApiProblem } from '../api-client/api-problem.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { problemKind } from './problem-kind.ts';

export interface ErrorStateProps {
  readonly problem: ApiProblem;
  readonly retry?: () => void;
}

/** Stands where something could not be read: what happened in the reader's words, and a way on. */
export function ErrorState({ problem, retry }: ErrorStateProps) {
  const t = useTranslations('ui');
  const kind = problemKind(problem);
  return (
    <div role="alert">
      <EmptyState
        icon="warning"
        title={t(`problem.${kind}.title`)}
        action={
          retry &&
          problem.passing && (
            <Button tone="secondary" onClick={retry}>
              {t('retry')}
            </Button>
          )
        }
      >
        <p>{t(`problem.${kind}.text`)}</p>
        {problem.requestId && <p>{t('requestId', { id: problem.requestId })}</p>}
      </EmptyState>
    </div>
  );
}
