import Link from 'next/link';
import styles from './not-found.module.css';

export default function NotFound() {
  return (
    <main className={styles.page}>
      <h1>There is nothing at this address.</h1>
      <p>
        The page may have moved. <Link href="/">Go to the start page</Link>
      </p>
    </main>
  );
}
