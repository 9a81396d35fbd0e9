import type { DraftBrowser } from '../../app-src/src/proposals/editor/local-draft.ts';
import type { Proposal, RichText } from '../../app-src/src/proposals/proposal.ts';

/** A text of one paragraph. */
export function textOf(words: string): RichText {
  return { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] };
}

/** A proposal in its first version. */
export function proposalOf(words: string): Proposal {
  return {
    id: '0190a000-0000-7000-8000-000000000001',
    title: 'A proposal',
    status: 'draft',
    valueCents: 100_00,
    currency: 'USD',
    customer: { id: '0190a000-0000-7000-8000-000000000002', name: 'A customer' },
    author: { id: 'user', name: 'A writer' },
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    content: textOf(words),
  };
}

/** A browser's storage that can be full. */
export class MemoryStorage implements NonNullable<DraftBrowser['storage']> {
  readonly entries = new Map<string, string>();
  full = false;

  get length(): number {
    return this.entries.size;
  }

  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.full) {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    }
    this.entries.set(key, value);
  }

  removeItem(key: string): void {
    this.entries.delete(key);
  }
}
