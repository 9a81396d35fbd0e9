'use client';

import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useAddressPart } from '../../i18n/address.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { EditorSkeleton } from './editor-skeleton.tsx';
import { useOpening } from './use-opening.ts';

/** The editor weighs more than the rest of the product: nobody loads it who does not write. */
const Workspace = lazy(async () => ({ default: (await import('./workspace.tsx')).Workspace }));

/** A proposal to write in. */
export function EditorPage() {
  const t = useTranslations('editor');
  const id = useAddressPart(1);
  const { open, problem, again } = useOpening(id);
  const missing = problem?.status === 404;
  return (
    <Page title={t('heading')}>
      <BackLink href={id === undefined ? '/proposals' : `/proposals/${id}`}>{t('back')}</BackLink>
      {open !== undefined ? (
        <Suspense fallback={<EditorSkeleton content={open.start.fields.content} />}>
          <Workspace key={`${open.userId} ${open.proposalId}`} open={open} />
        </Suspense>
      ) : missing ? (
        <EmptyState icon="proposals" title={t('missing')} />
      ) : problem !== undefined ? (
        <ErrorState problem={problem} retry={again} />
      ) : (
        <EditorSkeleton />
      )}
    </Page>
  );
}
