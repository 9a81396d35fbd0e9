import type { Dashboard } from '../../app-src/src/dashboard/dashboard.ts';
import type { SearchResults } from '../../app-src/src/knowledge/article.ts';
import type { Proposal, ProposalSummary } from '../../app-src/src/proposals/proposal.ts';
import type { Language } from './visitors.ts';

/** What the screens on the start page show: a team that does not exist. */
export interface MadeUpAnswers {
  readonly dashboard: Dashboard;
  readonly search: SearchResults;
  readonly proposal: Proposal;
}

interface Words {
  readonly author: string;
  readonly titles: readonly string[];
  readonly customers: readonly string[];
  readonly query: string;
  readonly articles: readonly (readonly [title: string, summary: string, topic: string])[];
  readonly industry: string;
  readonly paragraphs: readonly { readonly heading?: string; readonly text: string }[];
}

const words: Record<Language, Words> = {
  en: {
    author: 'Mina Park',
    customers: [
      'Northwind Clinics',
      'Alder Logistics',
      'Bright Harbor Energy',
      'Kestrel Foods',
      'Lumen Schools',
    ],
    titles: [
      'Data platform for six clinics',
      'Route planning, second phase',
      'Grid monitoring for Bright Harbor',
      'Cold-chain reporting',
      'Learning portal, three years',
    ],
    query: 'data residency',
    articles: [
      [
        'Where customer data is kept',
        'Data stays in the region that the customer chooses, and backups in a second one of the same country group.',
        'Security',
      ],
      [
        'Answers on data residency for public tenders',
        'Approved wording, with the sources that auditors ask for.',
        'Tenders',
      ],
      [
        'Moving a customer between regions',
        'What it takes, how long it lasts, and what may be promised.',
        'Operations',
      ],
    ],
    industry: 'Healthcare',
    paragraphs: [
      {
        heading: 'What you asked for',
        text: 'Six clinics, one record for each patient, and an answer to where the data is kept that your board can sign.',
      },
      {
        heading: 'Where your data is kept',
        text: 'All records stay in the region you choose. Backups are kept in a second region and are locked against deletion for 35 days.',
      },
      {
        text: 'You can move to another region later; the steps and the time they take are part of this offer.',
      },
      {
        heading: 'How we start',
        text: 'Two weeks with the clinic in Linden Street, then one clinic a week.',
      },
    ],
  },
  'zh-TW': {
    author: '林怡君',
    customers: ['北辰聯合診所', '赤楊物流', '明港能源', '隼田食品', '光合學園'],
    titles: ['六家診所的資料平台', '路線規劃第二期', '明港電網監測', '冷鏈報表系統', '三年期學習平台'],
    query: '資料存放地點',
    articles: [
      ['客戶資料的存放地點', '資料存放於客戶選定的區域，備份則存放於同一國家群組的第二個區域。', '資訊安全'],
      ['標案中的資料存放地點說明', '經核可的說明文字，並附上稽核人員會詢問的依據。', '標案'],
      ['將客戶移轉至其他區域', '所需步驟、花費時間，以及可以承諾的事項。', '維運'],
    ],
    industry: '醫療保健',
    paragraphs: [
      { heading: '您的需求', text: '六家診所共用一份病歷，並清楚說明資料存放在哪裡，讓董事會能夠放心簽核。' },
      {
        heading: '您的資料存放在哪裡',
        text: '所有紀錄都存放在您選定的區域。備份存放於第二個區域，並鎖定三十五天不得刪除。',
      },
      { text: '日後若要更換區域，所需步驟與時間都包含在本提案中。' },
      { heading: '如何開始', text: '先以菩提街診所試行兩週，之後每週導入一家。' },
    ],
  },
};

const hour = 3_600_000;
const id = (number: number) => `0190d3a0-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** The answers of the API in a language, as of `now` (milliseconds of the clock). */
export function madeUpAnswers(language: Language, now: number): MadeUpAnswers {
  const said = words[language];
  const statuses = ['review', 'draft', 'sent', 'won', 'draft'] as const;
  const values = [48_000_000, 12_650_000, 91_200_000, 7_480_000, 23_900_000];
  const recent: ProposalSummary[] = said.titles.map((title, index) => ({
    id: id(index + 1),
    title,
    status: statuses[index] ?? 'draft',
    valueCents: values[index] ?? 0,
    currency: 'USD',
    customer: { id: id(100 + index), name: said.customers[index] ?? '' },
    author: { id: 'mina', name: said.author },
    version: 7 - index,
    createdAt: new Date(now - (index + 4) * 30 * hour).toISOString(),
    updatedAt: new Date(now - (index * 5 + 0.2) * hour).toISOString(),
  }));
  const [first] = recent;
  if (first === undefined) {
    throw new Error(`There is no proposal in the words for ${language}.`);
  }
  return {
    dashboard: {
      pipeline: [
        { status: 'draft', count: 14, valueCents: 186_400_000 },
        { status: 'review', count: 6, valueCents: 142_050_000 },
        { status: 'sent', count: 9, valueCents: 318_700_000 },
        { status: 'won', count: 21, valueCents: 604_300_000 },
        { status: 'lost', count: 8, valueCents: 97_600_000 },
      ],
      recent,
    },
    search: {
      query: said.query,
      articles: said.articles.map(([title, summary, topic], index) => ({
        id: id(200 + index),
        title,
        summary,
        topic,
        publishedAt: new Date(now - (index + 1) * 200 * hour).toISOString(),
      })),
      customers: [{ id: id(100), name: said.customers[0] ?? '', industry: said.industry }],
      proposals: [{ id: first.id, title: first.title, status: first.status }],
    },
    proposal: { ...first, content: document(said.paragraphs) },
  };
}

function document(paragraphs: Words['paragraphs']): Proposal['content'] {
  const text = (value: string) => [{ type: 'text', text: value }];
  return {
    type: 'doc',
    content: paragraphs.flatMap(({ heading, text: words }) => [
      ...(heading === undefined ? [] : [{ type: 'heading', attrs: { level: 2 }, content: text(heading) }]),
      { type: 'paragraph', content: text(words) },
    ]),
  };
}
