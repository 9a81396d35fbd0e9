import { setTimeout as sleep } from 'node:timers/promises';
import { Browser } from '../../local/drills/load/browser.ts';
import type { LoadPlan } from '../../local/drills/load/load-plan.ts';
import type { LoadRequest } from '../../local/drills/load/told.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { type Database, foreignProposals, type Member, membersOf, ofOthers } from './owners.ts';
import type { Violation } from './violations.ts';

/** Milliseconds that a user may take to sign in. */
const signInLimit = 60_000;

/** Milliseconds between two looks. */
const lookEvery = 500;

/** What users of several teams were given, whatever the load itself expects. */
export class Strangers {
  readonly violations: Violation[] = [];
  readonly #ending = new AbortController();
  readonly #given = new Map<string, Set<string>>();
  #answers = 0;
  #watching: Promise<void> = Promise.resolve();

  private constructor() {}

  /**
   * Begins to ask as each user of a load, in turn, for what is theirs and for what is not.
   * @throws when all users are of one team: then nobody is a stranger
   */
  static async watch(
    database: Database,
    plan: Pick<LoadPlan, 'address' | 'password' | 'emails'>,
  ): Promise<Strangers> {
    const members = await database((sql) => membersOf(sql, plan.emails));
    const foreign = await database((sql) => foreignProposals(sql, members));
    const strangers = new Strangers();
    const { address, password } = plan;
    const users: { readonly member: Member; readonly browser: Browser }[] = [];
    // One after the other: to check a password is dear, and a machine may have other work.
    for (const member of members) {
      const browser = new Browser({ email: member.email, address, password, tell: () => undefined });
      await waitUntil(`${member.email} to sign in`, () => browser.signIn().then(() => true), signInLimit);
      users.push({ member, browser });
    }
    strangers.#watching = strangers.#look(users, foreign);
    strangers.#watching.catch(() => undefined);
    return strangers;
  }

  /** Answers that were looked at. */
  get answers(): number {
    return this.#answers;
  }

  /** Hears what the load was told: it asks who it is, too. */
  hear(requests: readonly LoadRequest[]): void {
    for (const { what, why } of requests) {
      if (what === 'GET /api/me' && why?.startsWith('another answer')) {
        this.#found('A user of the load was told to be somebody else.');
      }
    }
  }

  /** Asks the database whose all that was given by name is. What was lost since is nobody's. */
  async judge(database: Database): Promise<readonly Violation[]> {
    for (const [teamId, ids] of this.#given) {
      const rows = await database((sql) => ofOthers(sql, teamId, [...ids]));
      for (const { id, kind } of rows) {
        this.#found(`A user of team ${teamId} was given the ${kind} ${id} of another team.`);
      }
      ids.clear();
    }
    return this.violations;
  }

  async end(): Promise<void> {
    this.#ending.abort();
    await this.#watching;
  }

  async #look(
    users: readonly { readonly member: Member; readonly browser: Browser }[],
    foreign: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { signal } = this.#ending;
    for (let turn = 0; !signal.aborted; turn += 1) {
      const user = users[turn % users.length];
      if (user !== undefined) {
        const { email, teamId } = user.member;
        const looks = [
          () => this.#ask(user.browser, '/api/me', (text) => this.#me(email, text)),
          () => this.#ask(user.browser, '/api/proposals?limit=20', (text) => this.#list(teamId, text)),
          () => this.#ask(user.browser, '/api/customers?limit=20', (text) => this.#list(teamId, text)),
          () => this.#ask(user.browser, '/api/dashboard', (text) => this.#list(teamId, text)),
          () =>
            this.#ask(user.browser, `/api/proposals/${foreign.get(teamId)}`, (text) =>
              this.#found(`${email} was given a proposal of another team: ${text.slice(0, 200)}`),
            ),
        ];
        await looks[Math.floor(turn / users.length) % looks.length]?.();
      }
      await sleep(lookEvery, undefined, { signal }).catch(() => undefined);
    }
  }

  async #ask(browser: Browser, path: string, look: (text: string) => void): Promise<void> {
    await browser.ask({
      ...{ journey: 'read', path },
      check: (status, text) => {
        if (status < 500 && status !== 401) this.#answers += 1;
        if (status === 200) look(text);
        return undefined;
      },
    });
  }

  #me(email: string, text: string): void {
    if (!text.includes(`"${email}"`)) {
      this.#found(`${email} was told to be somebody else: ${text.slice(0, 200)}`);
    }
  }

  #list(teamId: string, text: string): void {
    const ids = this.#given.get(teamId) ?? new Set();
    for (const [, id] of text.matchAll(/"id":"([0-9a-f-]{36})"/g)) if (id !== undefined) ids.add(id);
    this.#given.set(teamId, ids);
  }

  #found(sentence: string): void {
    this.violations.push({ invariant: 'no stranger’s data', sentence });
  }
}
