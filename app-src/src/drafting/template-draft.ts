import type { Locale } from '../i18n/locales.ts';
import type { DraftMaterial } from './draft-material.ts';

interface Words {
  readonly greeting: (name: string) => string;
  readonly opening: (customer: string, place: string, industry: string) => string;
  readonly wishes: string;
  readonly approach: string;
  readonly knowledge: string;
  readonly next: string;
  readonly steps: (customer: string) => readonly string[];
  readonly value: (amount: string) => string;
}

const words: Readonly<Record<Locale, Words>> = {
  en: {
    greeting: (name) => (name === '' ? 'Hello,' : `Dear ${name},`),
    opening: (customer, place, industry) =>
      `Thank you for the conversation about what comes next for ${customer}${place === '' ? '' : ` in ${place}`}. ${
        industry === '' ? 'This proposal' : `We work with organisations in ${industry}, and this proposal`
      } sets out how we would go about it.`,
    wishes: 'What you asked for',
    approach: 'How we would go about it',
    knowledge: 'What we have learned elsewhere',
    next: 'Next steps',
    steps: (customer) => [
      `A working session with ${customer} to settle aims and measures`,
      'A pilot with one team, and its results on one page',
      'A decision together whether and how to go on',
    ],
    value: (amount) => `The work described here comes to ${amount}.`,
  },
  'zh-TW': {
    greeting: (name) => (name === '' ? '您好：' : `${name} 您好：`),
    opening: (customer, place, industry) =>
      `感謝您撥冗與我們討論${customer}${place === '' ? '' : `（${place}）`}的下一步。${
        industry === '' ? '' : `我們長期服務${industry}領域的客戶，`
      }以下說明我們建議的做法。`,
    wishes: '您的需求',
    approach: '我們的做法',
    knowledge: '我們在其他專案的經驗',
    next: '後續步驟',
    steps: (customer) => [
      `與${customer}共同召開工作會議，確認目標與衡量方式`,
      '先由一個團隊試行，並以一頁報告呈現成果',
      '雙方共同決定是否推展以及推展方式',
    ],
    value: (amount) => `本提案所述工作之金額為 ${amount}。`,
  },
};

/** The most articles that a draft leans on. */
const mostArticles = 3;

/** A draft without any model: customer, proposal, template and fitting knowledge, composed in the user's language. */
export function templateDraft(material: DraftMaterial): string {
  const { locale, proposal, customer, articles } = material;
  const say = words[locale];
  const place = [customer.city, customer.country].filter(Boolean).join(locale === 'en' ? ', ' : '・');
  const parts = [
    `## ${line(proposal.title)}`,
    say.greeting(line(customer.contactName)),
    say.opening(line(customer.name), line(place), line(customer.industry)),
  ];
  if (material.instructions !== '') {
    parts.push(`## ${say.wishes}`, line(material.instructions));
  }
  if (material.template !== undefined) {
    parts.push(`## ${say.approach}`, material.template);
  }
  if (articles.length > 0) {
    const lessons = articles.slice(0, mostArticles);
    parts.push(
      `## ${say.knowledge}`,
      lessons.map((a) => `- ${line(a.title)}: ${line(a.summary)}`).join('\n'),
    );
  }
  parts.push(
    `## ${say.next}`,
    say
      .steps(line(customer.name))
      .map((step) => `- ${step}`)
      .join('\n'),
  );
  if (proposal.valueCents > 0) {
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency: proposal.currency });
    parts.push(say.value(format.format(proposal.valueCents / 100)));
  }
  return parts.join('\n\n');
}

/** What others wrote stays within its own line, so that it cannot pass for a heading or a list. */
function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
