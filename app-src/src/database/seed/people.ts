import type { Faker } from '@faker-js/faker';
import type { Amounts } from './amounts.ts';

export interface SeedUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly teamId: string;
  readonly role: 'member' | 'operator';
}

/** The password of every user of the demonstration. The addresses end in `.example`, which exists nowhere. */
export const demoPassword = 'holdfast-demo-2026';

const teamNames = [
  ...['Northern Europe', 'Taiwan', 'Central Europe', 'North America East', 'North America West', 'Japan'],
  ...['United Kingdom', 'Southern Europe', 'Public Sector', 'Financial Services', 'Manufacturing'],
  'Partners',
];

export function makeTeams({ teams }: Amounts): { readonly id: string; readonly name: string }[] {
  return Array.from({ length: teams }, (_, at) => ({
    id: `team-${at + 1}`,
    name: teamNames[at] ?? `Region ${at + 1}`,
  }));
}

/** The first two are known by name: a member and an operator, both of the first team. The others go round the teams. */
export function makeUsers({ teams, users }: Amounts, faker: Faker): SeedUser[] {
  return Array.from({ length: users }, (_, at) => {
    const id = `user-${at + 1}`;
    if (at === 0) {
      return { id, name: 'Sam Rivera', email: 'sales@holdfast.example', teamId: 'team-1', role: 'member' };
    }
    if (at === 1) {
      return {
        id,
        name: 'Olivia Chen',
        email: 'operator@holdfast.example',
        teamId: 'team-1',
        role: 'operator',
      };
    }
    const name = `${faker.person.firstName()} ${faker.person.lastName()}`;
    const local = name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
    return {
      id,
      name,
      email: `${local}.${at + 1}@holdfast.example`,
      teamId: `team-${(at % teams) + 1}`,
      role: 'member',
    };
  });
}
