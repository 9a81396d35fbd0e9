import { once } from 'node:events';
import { z } from 'zod';
import { isFree } from '../../folder/ports.ts';
import { waitUntil } from '../../processes/wait-until.ts';

/** Where Node listens for a debugger when it is asked to by a signal. */
const port = 9229;

/** Milliseconds until Node listens, and until it has answered. */
const limit = 10_000;

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const answer = z.object({
  id: z.number(),
  result: z.object({ exceptionDetails: z.object({ text: z.string() }).optional() }),
});

/**
 * Runs an expression in a Node process that is running, by Node's own inspector, and closes the inspector again.
 * @throws when the port of inspectors is taken, or the expression throws
 */
export async function evaluateIn(pid: number, expression: string): Promise<void> {
  if (!(await isFree(port))) {
    throw new Error(`Port ${port}, where Node listens for a debugger, is in use: end what listens there.`);
  }
  process.kill(pid, 'SIGUSR1');
  const [target] = await waitUntil(
    `process ${pid} to listen for a debugger`,
    async () => {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`, {
        headers: { connection: 'close' },
      });
      return targets.parse(await response.json());
    },
    limit,
  );
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  try {
    await once(socket, 'open', { signal: AbortSignal.timeout(limit) });
    // The inspector waits for its clients when it closes, so this client goes first.
    const closing = `setTimeout(() => process.getBuiltinModule('node:inspector').close(), 200)`;
    const message = {
      id: 1,
      method: 'Runtime.evaluate',
      params: { expression: `${expression}; ${closing}` },
    };
    socket.send(JSON.stringify(message));
    const [event] = await once(socket, 'message', { signal: AbortSignal.timeout(limit) });
    const { result } = answer.parse(JSON.parse(String((event as MessageEvent).data)));
    if (result.exceptionDetails !== undefined) {
      throw new Error(`Process ${pid} could not be told: ${result.exceptionDetails.text}`);
    }
  } finally {
    socket.close();
  }
  await waitUntil(
    `process ${pid} to listen no more`,
    async () => ((await isFree(port)) ? true : undefined),
    limit,
  );
}
