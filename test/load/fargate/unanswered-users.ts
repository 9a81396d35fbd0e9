import { writeFile } from 'node:fs/promises';
import type { Stage } from '../profiles.ts';
import type { UsersFile } from '../users-file.ts';

/** Writes a users file whose users ask an address at which nobody is: enough for what does not depend on answers. */
export async function writeUnansweredUsers(file: string, stages: readonly Stage[]): Promise<void> {
  const users: UsersFile = {
    address: 'http://127.0.0.1:9',
    origin: 'https://staging.example.com',
    cookieName: 'session',
    headers: { 'X-Origin-Verify': 'proof' },
    password: '',
    thinkSeconds: 0.2,
    stages,
    users: [{ email: 'one@holdfast.example', cookie: 'value', team: 0 }],
    teams: [{ proposals: [0, 1], customers: [0, 1] }],
    proposals: ['1'],
    customers: ['1'],
    articles: ['1'],
    terms: ['offer'],
  };
  await writeFile(file, JSON.stringify(users));
}
