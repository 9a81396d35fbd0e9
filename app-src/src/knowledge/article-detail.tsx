'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { useAddressPart } from '../i18n/address.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Badge } from '../ui/badge.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Skeleton, SkeletonLines } from '../ui/skeleton.tsx';
import type { Article } from './article.ts';
import styles from './article-detail.module.css';
import { paragraphs, readingMinutes } from './reading-minutes.ts';

/** An article of the knowledge base, set for reading. */
export function ArticleDetail() {
  const t = useTranslations('knowledge.article');
  const id = useAddressPart(1);
  const { data, problem, refresh } = useApi<Article>(id && `/api/articles/${encodeURIComponent(id)}`);
  return (
    <div className={styles.page}>
      <BackLink href="/search">{t('back')}</BackLink>
      {data !== undefined ? (
        <ArticleText article={data} />
      ) : problem?.status === 404 ? (
        <Missing />
      ) : problem !== undefined ? (
        <ErrorState problem={problem} retry={() => void refresh()} />
      ) : (
        <ArticleSkeleton />
      )}
    </div>
  );
}

function ArticleText({ article }: { readonly article: Article }) {
  const t = useTranslations('knowledge.article');
  const format = useFormatter();
  return (
    <article className={styles.article}>
      <title>{`${article.title} · Holdfast`}</title>
      <header className={styles.head}>
        <h1 className={styles.title}>{article.title}</h1>
        <p className={styles.facts}>
          <Badge>{article.topic}</Badge>
          <time dateTime={article.publishedAt}>
            {t('published', { date: format.dateTime(new Date(article.publishedAt), { dateStyle: 'long' }) })}
          </time>
          <span>{t('minutes', { minutes: readingMinutes(article.body) })}</span>
        </p>
        <p className={styles.summary}>{article.summary}</p>
      </header>
      {paragraphs(article.body).map((paragraph, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of an article never change places.
        <p key={place}>{paragraph}</p>
      ))}
    </article>
  );
}

function Missing() {
  const t = useTranslations('knowledge.article');
  const search = useTranslations('knowledge.search');
  return (
    <>
      <h1 className={styles.title}>{t('missing')}</h1>
      <EmptyState
        icon="search"
        title={t('missing')}
        action={<LinkButton href="/search">{search('title')}</LinkButton>}
      >
        <p>{t('missingText')}</p>
      </EmptyState>
    </>
  );
}

function ArticleSkeleton() {
  const t = useTranslations('knowledge.article');
  return (
    <div className={styles.article} aria-busy="true">
      <header className={styles.head}>
        <h1 className={styles.title}>
          <span className={styles.hidden}>{t('loading')}</span>
          <Skeleton width="80%" height="1.2em" />
        </h1>
        <Skeleton width="18rem" height="1.6em" />
        <SkeletonLines count={2} height="1.5em" />
      </header>
      <SkeletonLines count={14} height="1.6em" />
    </div>
  );
}
