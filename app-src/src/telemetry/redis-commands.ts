import type { Command, Redis } from 'ioredis';
import { StoreCalls } from './store-calls.ts';

/** Measures every command that a Redis client sends. */
export function observeCommands(client: Redis): void {
  const calls = new StoreCalls();
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command: Command, ...rest) => {
    const sent = send(command, ...rest);
    // The caller has the promise as well and hears of a failure there.
    calls.observe('redis', command.name.toUpperCase(), () => command.promise).catch(() => undefined);
    return sent;
  };
}
