'use client';

import Link from 'next/link';
import { type ComponentProps, useState } from 'react';
import { useLocale } from 'use-intl';
import { localePath } from './locales.ts';

export interface AppLinkProps extends Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> {
  /** Address without a language; it starts with a slash. */
  readonly href: string;
}

/**
 * A link inside the product, in the reader's language. The page behind it is fetched once the reader points at the link or
 * reaches it with the keyboard: a list of fifty links costs nothing, and the next page is there before the click.
 */
export function AppLink({ href, onMouseEnter, onFocus, onTouchStart, ...rest }: AppLinkProps) {
  const locale = useLocale();
  const [wanted, setWanted] = useState(false);
  return (
    <Link
      {...rest}
      href={localePath(locale, href)}
      prefetch={wanted ? null : false}
      onMouseEnter={(event) => {
        setWanted(true);
        onMouseEnter?.(event);
      }}
      onFocus={(event) => {
        setWanted(true);
        onFocus?.(event);
      }}
      onTouchStart={(event) => {
        setWanted(true);
        onTouchStart?.(event);
      }}
    />
  );
}
