import { parseArgs } from 'node:util';
import { type Service, startPeer } from './peer.ts';

const controls = `Faults (PUT /control with JSON; {} heals; GET tells faults, counters and open sockets; DELETE sets the counters to 0):
  {"latencyMilliseconds": 5000}                  slow
  {"errorRate": 0.5}                             half of the requests fail with 500
  {"status": 429, "retryAfterSeconds": 2}        too many requests
  {"hang": true}                                 never answers
  {"malformed": true}                            a body that cannot be parsed
  {"closeAfterBytes": 300}                       cuts the connection within the body
  {"stallAfterChunks": 3}                        falls silent within the body
  {"hang": true, "only": "gpt-4o-mini"}          only requests whose path contains the text
For its death, send it SIGKILL; SIGTERM and SIGINT stop it cleanly.`;

/**
 * Runs a stand-in as a program until SIGTERM or SIGINT, and prints where it listens.
 * @param about what `--help` says about the service, above the controls
 */
export async function serveFromCommandLine(service: Service, about: string): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(
      `${about}\n\nOptions:\n  --port N   the port on 127.0.0.1 (0: any free one)\n  --help\n\n${controls}`,
    );
    return;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`--port ${values.port} is not a port: give a whole number from 0 to 65535.`);
    process.exitCode = 2;
    return;
  }
  const peer = await startPeer(service, port);
  const stop = () => void peer.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(`${service.name} stand-in listens on ${peer.origin}`);
}
