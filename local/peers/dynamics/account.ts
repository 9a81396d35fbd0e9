import { createHash } from 'node:crypto';

/** Values of the `industrycode` choice column and their labels, from the account table's reference. */
const industries: readonly (readonly [number, string])[] = [
  [1, 'Accounting'],
  [7, 'Business Services'],
  [9, 'Consulting'],
  [10, 'Consumer Services'],
  [16, 'Financial'],
  [20, 'Insurance'],
  [33, 'Wholesale'],
];
const places: readonly (readonly [string, string])[] = [
  ['Taipei', 'Taiwan'],
  ['Kaohsiung', 'Taiwan'],
  ['Tokyo', 'Japan'],
  ['Berlin', 'Germany'],
  ['Lyon', 'France'],
  ['Leeds', 'United Kingdom'],
  ['Denver', 'United States'],
];
const names = ['Alder', 'Birch', 'Cedar', 'Hazel', 'Juniper', 'Maple', 'Rowan', 'Willow'];
const trades = ['Foods', 'Instruments', 'Logistics', 'Mills', 'Optics', 'Textiles', 'Works'];
const givenNames = ['Ada', 'Chia-ling', 'Emil', 'Haruka', 'Noor', 'Wei-ting'];
const familyNames = ['Chen', 'Keller', 'Lin', 'Moreau', 'Okafor', 'Tanaka'];

/** What a unit of the organisation's currency is in that of an account. */
const exchangeRate = 31.5;

/** The account that the CRM holds under an id, made up from the id alone. */
export function accountOf(id: string) {
  const digest = createHash('sha256').update(id.toLowerCase()).digest();
  const pick = <Item>(items: readonly Item[], at: number): Item => {
    const item = items[digest.readUInt16BE(at * 2) % items.length];
    if (item === undefined) {
      throw new Error('The list to choose from is empty.');
    }
    return item;
  };
  const [industrycode, industry] = pick(industries, 0);
  const [city, country] = pick(places, 1);
  const given = pick(givenNames, 2);
  const family = pick(familyNames, 3);
  const name = `${pick(names, 4)} ${pick(trades, 5)} ${digest.readUInt16BE(12) % 1_000}`;
  const baseRevenue = digest.readUInt32BE(14) % 500_000_000;
  return {
    accountid: id.toLowerCase(),
    name,
    industrycode,
    industry,
    address1_city: city,
    address1_country: country,
    /** In the account's own currency. */
    revenue: Math.round(baseRevenue * exchangeRate),
    /** In the organisation's. */
    revenue_base: baseRevenue,
    contact: {
      contactid: digest.subarray(18, 26).toString('hex'),
      fullname: `${given} ${family}`,
      emailaddress1: `${given}.${family}@crm.example`.toLowerCase(),
    },
    versionnumber: digest.readUInt32BE(26) % 10_000_000,
  };
}
