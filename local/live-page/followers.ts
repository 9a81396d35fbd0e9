import type { ServerResponse } from 'node:http';
import type { RegionId, Rendered } from './view/regions.ts';

/** Browsers that may follow at the same time. */
export const mostFollowers = 50;

interface Follower {
  /** What it was sent last, by region: it is sent again only when it has changed. */
  readonly shown: Map<RegionId, string>;
  /** It has not yet taken what it was sent before; then it is passed over, and catches up later. */
  slow: boolean;
}

/** The browsers that are told what changes, as server-sent events. */
export class Followers {
  readonly #followers = new Map<ServerResponse, Follower>();

  get count(): number {
    return this.#followers.size;
  }

  add(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 2000\n\n');
    const follower: Follower = { shown: new Map(), slow: false };
    this.#followers.set(response, follower);
    response.on('drain', () => {
      follower.slow = false;
    });
    response.on('close', () => this.#followers.delete(response));
    // A connection that breaks closes as well, which is all there is to it.
    response.on('error', () => undefined);
  }

  tell(rendered: Rendered): void {
    for (const [response, follower] of this.#followers) {
      if (!follower.slow) follower.slow = !response.write(message(rendered, follower.shown));
    }
  }

  close(): void {
    for (const response of this.#followers.keys()) response.end();
    this.#followers.clear();
  }
}

/** The regions that a follower has not seen as they are, as one event. */
function message({ title, regions }: Rendered, shown: Map<RegionId, string>): string {
  const changed = (Object.entries(regions) as [RegionId, string][]).filter(
    ([id, markup]) => shown.get(id) !== markup,
  );
  for (const [id, markup] of changed) shown.set(id, markup);
  return `data: ${JSON.stringify({ title, regions: Object.fromEntries(changed) })}\n\n`;
}
