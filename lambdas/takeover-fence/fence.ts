import { ModifyDBInstanceCommand, type RDSClient, RebootDBInstanceCommand } from '@aws-sdk/client-rds';
import { readInstance } from '../takeover/instance.ts';
import { type Clock, type Look, type Patience, STEP_PATIENCE, until } from '../takeover/patience.ts';
import { refusal } from '../takeover/refusal.ts';
import { ask } from '../verification/answer.ts';

/**
 * `fenced`: the app of that region can neither sign in nor go on in an old session. `absent`: there is no such instance.
 * `unreachable`: the region gave no answer for a while, so nothing could be done there; traffic is kept from it by DNS.
 */
export type FenceOutcome = 'fenced' | 'absent' | 'unreachable';

/** A region that says nothing for so long is taken for lost: waiting longer only adds to the recovery time. */
const SILENCE_SECONDS = 90;

/** States in which no session can be open. */
const CLOSED = new Set(['stopped', 'stopping', 'deleting']);

/**
 * Keeps the app of a region from writing to its database: switches signing in by IAM off, which is the only way that
 * the app knows, and reboots the instance, which ends the sessions that are open. Replication and the owner's password
 * are not touched, so what was written last still reaches the replica, and people can look at it.
 *
 * @throws Error when the region answers and refuses, or is not done in time
 */
export async function fence(
  rds: RDSClient,
  identifier: string,
  clock: Clock,
  patience: Patience = STEP_PATIENCE,
): Promise<FenceOutcome> {
  let heard = clock.now();
  let rebooted = false;
  const advance = async (): Promise<FenceOutcome | string> => {
    const instance = await readInstance(rds, identifier);
    if (instance === undefined) return 'absent';
    if (CLOSED.has(instance.status)) return 'fenced';
    if (instance.status !== 'available') return `${identifier} is ${instance.status}.`;
    if (instance.iamSignIn) {
      await rds.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier: identifier,
          EnableIAMDatabaseAuthentication: false,
          ApplyImmediately: true,
        }),
      );
      return `${identifier} still lets roles sign in.`;
    }
    if (rebooted) return 'fenced';
    await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: identifier }));
    rebooted = true;
    return `${identifier} reboots.`;
  };
  return until(clock, patience, async (): Promise<Look<FenceOutcome>> => {
    const answer = await ask(advance);
    if (answer.state === 'answered') {
      heard = clock.now();
      return isOutcome(answer.value) ? { done: answer.value } : { awaits: answer.value };
    }
    const sentence = refusal(`fencing ${identifier}`, answer);
    if (answer.state === 'denied' || answer.state === 'missing') throw new Error(sentence);
    // A region that limits calls is alive, and its app writes on: it is never taken for lost.
    if (answer.state === 'throttled') heard = clock.now();
    return clock.now() - heard >= SILENCE_SECONDS * 1000 ? { done: 'unreachable' } : { awaits: sentence };
  });
}

function isOutcome(text: string): text is FenceOutcome {
  return text === 'fenced' || text === 'absent' || text === 'unreachable';
}
