import type { Faker } from '@faker-js/faker';
import type { Amounts } from './amounts.ts';
import { countries, industries } from './phrases/places.ts';
import {
  chineseContacts,
  chineseFamilyNames,
  companyEndings,
  companyHeads,
  taiwanCities,
} from './phrases/zh-tw.ts';
import type { Random } from './random.ts';

export interface SeedCustomer {
  readonly id: string;
  readonly teamId: string;
  readonly crmId: string;
  readonly name: string;
  readonly industry: string;
  readonly city: string;
  readonly country: string;
  readonly contactName: string;
  readonly contactEmail: string;
  readonly annualRevenue: number;
  readonly refreshedAt: Date;
}

const minute = 60_000;

/** One customer in four is Taiwanese, with names in Chinese. The last copies from the CRM are up to a day old. */
export function makeCustomers(
  { customers, teams }: Amounts,
  { random, faker, date }: { readonly random: Random; readonly faker: Faker; readonly date: Date },
): SeedCustomer[] {
  return Array.from({ length: customers }, (_, at) => ({
    id: random.uuid(),
    teamId: `team-${(at % teams) + 1}`,
    crmId: random.uuid(),
    industry: random.pick(industries),
    ...(random.next() < 0.25 ? taiwanese(random, at) : elsewhere(random, faker, at)),
    annualRevenue: Math.round(Math.exp(13 + 5 * random.next())) * 1_000,
    refreshedAt: new Date(date.getTime() - random.whole(1, 24 * 60) * minute),
  }));
}

function taiwanese(random: Random, at: number) {
  return {
    name: `${random.pick(companyHeads)}${random.pick(companyEndings)}`,
    city: random.pick(taiwanCities),
    country: 'Taiwan',
    contactName: `${random.pick(chineseFamilyNames)}${random.pick(chineseContacts)}`,
    contactEmail: `contact@customer-${at + 1}.example`,
  };
}

function elsewhere(random: Random, faker: Faker, at: number) {
  const firstName = faker.person.firstName();
  const { country, cities } = random.pick(countries);
  return {
    name: faker.company.name(),
    city: random.pick(cities),
    country,
    contactName: `${firstName} ${faker.person.lastName()}`,
    contactEmail: `${firstName.toLowerCase().replaceAll(/[^a-z]/g, '')}@customer-${at + 1}.example`,
  };
}
