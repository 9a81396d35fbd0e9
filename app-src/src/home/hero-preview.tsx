import styles from './hero-preview.module.css';

/** A picture of the product drawn in HTML: sharp at any size, in both colour schemes, and nothing to download. */
export function HeroPreview() {
  return (
    <figure
      className={styles.preview}
      role="img"
      aria-label="A question about data residency is answered from two documents, beside the customer it is for, and placed in a proposal."
    >
      <div className={styles.search}>
        <span className={styles.lens} />
        Where is customer data kept?
      </div>
      <div className={styles.answer}>
        <p>
          Data stays <mark>in the region the customer chooses</mark>, and backups in a second one.
        </p>
        <p className={styles.sources}>
          <span>Security handbook, 4.2</span>
          <span>Answer from March</span>
        </p>
      </div>
      <div className={styles.row}>
        <div className={styles.customer}>
          <p className={styles.label}>Customer</p>
          <p className={styles.strong}>Northwind Clinics</p>
          <p className={styles.small}>Renewal in June · 3 open questions</p>
        </div>
        <div className={styles.proposal}>
          <p className={styles.label}>Proposal</p>
          <p className={styles.strong}>Data and privacy</p>
          <span className={styles.line} />
          <span className={styles.line} />
          <span className={styles.short} />
        </div>
      </div>
    </figure>
  );
}
