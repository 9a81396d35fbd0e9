import type { proposalStatuses } from '../../proposals/proposal.ts';
import type { Amounts } from './amounts.ts';
import type { SeedCustomer } from './customers.ts';
import type { SeedUser } from './people.ts';
import { english } from './phrases/en.ts';
import { fill, type Phrases } from './phrases/phrases.ts';
import { chinese } from './phrases/zh-tw.ts';
import type { Random } from './random.ts';

export interface SeedProposal {
  readonly id: string;
  readonly customer: SeedCustomer;
  readonly authorId: string;
  readonly title: string;
  readonly offer: string;
  readonly phrases: Phrases;
  readonly status: (typeof proposalStatuses)[number];
  readonly valueCents: number;
  readonly currency: string;
  /** When each version was saved, first to last. */
  readonly savedAt: readonly Date[];
}

const day = 24 * 60 * 60_000;

/** Days over which proposals were made. */
const madeDays = 540;

const statuses = [
  ['draft', 18],
  ['review', 12],
  ['sent', 22],
  ['won', 28],
  ['lost', 20],
] as const;

const currencies: Readonly<Record<string, string>> = {
  Taiwan: 'TWD',
  Japan: 'JPY',
  'United States': 'USD',
  'United Kingdom': 'GBP',
};

/** Units of a currency for a US dollar, roughly, so that values are of the same order everywhere. */
const perDollar: Readonly<Record<string, number>> = { TWD: 32, JPY: 150 };

export function makeProposals(
  { proposals }: Amounts,
  parts: {
    readonly random: Random;
    readonly date: Date;
    readonly customers: readonly SeedCustomer[];
    readonly users: readonly SeedUser[];
  },
): SeedProposal[] {
  const { random, date, customers, users } = parts;
  const authors = Map.groupBy(users, ({ teamId }) => teamId);
  return Array.from({ length: proposals }, () => {
    const customer = random.pick(customers);
    const phrases = customer.country === 'Taiwan' ? chinese : english;
    const offer = random.pick(phrases.offers);
    const currency = currencies[customer.country] ?? 'EUR';
    const savedAt = savedTimes(random, date);
    return {
      id: random.uuidAt(savedAt[0]?.getTime() ?? 0),
      customer,
      authorId: random.pick(authors.get(customer.teamId) ?? []).id,
      title: fill(random.pick(phrases.proposalTitles), { offer }),
      offer,
      phrases,
      status: random.weighted(statuses),
      valueCents: Math.round(Math.exp(2 + 5 * random.next()) * (perDollar[currency] ?? 1)) * 100_000,
      currency,
      savedAt,
    };
  });
}

/** One to three versions; more proposals are young than old. */
function savedTimes(random: Random, date: Date): Date[] {
  let time = date.getTime() - Math.floor(random.next() ** 2 * madeDays * day) - day;
  return Array.from({ length: random.whole(1, 3) }, () => {
    const saved = new Date(time);
    time += Math.floor(random.next() * (day / 3));
    return saved;
  });
}
