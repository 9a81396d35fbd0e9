import styles from './capabilities.module.css';

const capabilities = [
  {
    name: 'Find knowledge',
    promise: 'Ask in your own words and get the passage, not a folder.',
    details: [
      'Handbooks, past answers and case studies searched together',
      'Every answer names its source and its date',
      'What is missing is noted for the people who can write it',
    ],
  },
  {
    name: 'Know the customer',
    promise: 'The account as it is today, beside what was said before.',
    details: [
      'Contacts and opportunities read from your CRM',
      'Open questions and promises in one list',
      'The age of each figure is shown, so nothing old passes for new',
    ],
  },
  {
    name: 'Write the proposal',
    promise: 'A first draft built from approved words, ready for yours.',
    details: [
      'Sections drafted from the answers you found',
      'Each claim keeps the link to its source',
      'Review, compare versions and hand over',
    ],
  },
] as const;

export function Capabilities() {
  return (
    <section id="capabilities" className={styles.section} aria-labelledby="capabilities-title">
      <div className={styles.inner}>
        <h2 id="capabilities-title" className={styles.title}>
          Three things a good seller does, in one place
        </h2>
        <ul className={styles.grid}>
          {capabilities.map(({ name, promise, details }) => (
            <li key={name} className={styles.card}>
              <h3 className={styles.name}>{name}</h3>
              <p className={styles.promise}>{promise}</p>
              <ul className={styles.details}>
                {details.map((detail) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
