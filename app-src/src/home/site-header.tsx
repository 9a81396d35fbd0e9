import styles from './site-header.module.css';

export function SiteHeader() {
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <span className={styles.name}>
        <span className={styles.mark} aria-hidden="true">
          H
        </span>
        Holdfast
      </span>
      <nav aria-label="Sections">
        <ul className={styles.links}>
          <li>
            <a href="#capabilities">What it does</a>
          </li>
          <li>
            <a href="#how-it-works">How it works</a>
          </li>
        </ul>
      </nav>
    </header>
  );
}
