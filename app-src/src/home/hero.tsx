import styles from './hero.module.css';
import { HeroPreview } from './hero-preview.tsx';

export function Hero() {
  return (
    <section className={styles.hero} aria-labelledby="hero-title">
      <div>
        <h1 id="hero-title" className={styles.title}>
          From a customer’s question to a proposal worth signing.
        </h1>
        <p className={styles.lead}>
          Holdfast puts what your company knows, what you know of the customer and the proposal you are
          writing on one page, so that the answer is found once and used everywhere.
        </p>
        <p className={styles.actions}>
          <a className={styles.primary} href="#how-it-works">
            See how it works
          </a>
          <a className={styles.secondary} href="#capabilities">
            What it does
          </a>
        </p>
      </div>
      <HeroPreview />
    </section>
  );
}
