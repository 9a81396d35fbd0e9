import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';

export interface AskOptions {
  readonly progress?: (line: string) => void;
  /** Milliseconds that the supervisor may be silent. @default no limit */
  readonly limitMilliseconds?: number;
}

/** No supervisor runs in the folder. */
export class NotRunning extends Error {
  override readonly name = 'NotRunning';
}

/** The supervisor refused, or failed at, what it was asked for. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  /** Name of the supervisor's own error. */
  readonly kind: string | undefined;

  constructor(message: string, kind?: string) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Asks the supervisor for something.
 * @returns its result
 * @throws ControlError with its sentence; the socket's own error when nobody listens
 */
export async function ask(
  socket: string,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
  { progress, limitMilliseconds }: AskOptions = {},
): Promise<unknown> {
  const sent = request({
    socketPath: socket,
    path: `/${action}?${new URLSearchParams(parameters)}`,
    // A supervisor that is about to end must not wait for an idle connection.
    agent: false,
    ...(limitMilliseconds === undefined ? {} : { timeout: limitMilliseconds }),
  });
  sent.on('timeout', () => sent.destroy(new ControlError('The supervisor does not answer.')));
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  for await (const line of createInterface({ input: response })) {
    const said = JSON.parse(line) as {
      progress?: string;
      result?: unknown;
      error?: string;
      kind?: string;
    };
    if (said.progress !== undefined) progress?.(said.progress);
    else if (said.error !== undefined) throw new ControlError(said.error, said.kind);
    else return said.result;
  }
  throw new ControlError('The supervisor ended before it had answered.');
}

/**
 * As {@link ask}, for commands.
 * @throws NotRunning with one sentence when nobody listens
 */
export async function askSupervisor(
  socket: string,
  action: string,
  parameters?: Readonly<Record<string, string>>,
  options?: AskOptions,
): Promise<unknown> {
  try {
    return await ask(socket, action, parameters, options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') {
      throw new NotRunning('No platform runs here: start it with "holdfast up".');
    }
    throw error;
  }
}
