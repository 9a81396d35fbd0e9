import styles from './how-it-works.module.css';

const steps = [
  {
    title: 'A question comes in',
    text: 'From a call, a mail or a tender. Put it in the search as it was asked.',
  },
  {
    title: 'You check the answer',
    text: 'Read the passage and its source. Keep it, correct it, or ask the person who owns it.',
  },
  {
    title: 'It joins the proposal',
    text: 'The answer takes its place in the draft, beside what you know of the customer.',
  },
  {
    title: 'The next seller starts there',
    text: 'What was asked and what was answered stays, with its date, for everyone who is asked again.',
  },
] as const;

export function HowItWorks() {
  return (
    <section id="how-it-works" className={styles.section} aria-labelledby="how-title">
      <h2 id="how-title" className={styles.title}>
        An answer, found once
      </h2>
      <ol className={styles.steps}>
        {steps.map(({ title, text }) => (
          <li key={title} className={styles.step}>
            <h3 className={styles.name}>{title}</h3>
            <p className={styles.text}>{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
