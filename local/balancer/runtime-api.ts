import { once } from 'node:events';
import { connect } from 'node:net';

/** Milliseconds that HAProxy may take for an answer. */
const limit = 3_000;

/**
 * Commands to a running HAProxy (its "runtime API", management guide section 9.3).
 * @param socket path of its Unix socket
 * @returns what it answers
 * @throws when it cannot be reached, or refuses a command
 */
export async function runtimeCommand(socket: string, ...commands: readonly string[]): Promise<string> {
  const connection = connect({ path: socket });
  const timer = setTimeout(() => connection.destroy(new Error('HAProxy does not answer')), limit);
  try {
    let answer = '';
    connection.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    connection.write(`${commands.join('; ')}\n`);
    await once(connection, 'close');
    const refusal = /^(Unknown command|No such|Invalid|Require|Permission|'.*' expects).*$/im.exec(answer);
    if (refusal !== null) {
      throw new Error(`HAProxy refuses "${commands.join('; ')}": ${refusal[0]}`);
    }
    return answer;
  } finally {
    clearTimeout(timer);
    connection.destroy();
  }
}
