import { AppLink } from '../i18n/app-link.tsx';
import styles from './back-link.module.css';
import { Icon } from './icon.tsx';

export interface BackLinkProps {
  /** Address of the page above this one, without language. */
  readonly href: string;
  readonly children: string;
}

/** The way from a page to the list that it is one of. */
export function BackLink({ href, children }: BackLinkProps) {
  return (
    <AppLink className={styles.link} href={href}>
      <Icon name="back" size="1em" />
      {children}
    </AppLink>
  );
}
