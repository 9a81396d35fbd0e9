import styles from './site-footer.module.css';

export function SiteFooter() {
  return (
    <footer className={styles.footer}>
      <p className={styles.text}>Holdfast. Find knowledge, know the customer, write the proposal.</p>
    </footer>
  );
}
