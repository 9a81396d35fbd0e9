/** How far a recovery goes. */
export type RecoveryTarget =
  /** Everything that reached the archive. */
  | { readonly kind: 'latest' }
  /** Transactions that were committed up to this moment, by the server's clock, that moment included. */
  | { readonly kind: 'time'; readonly at: Date }
  /** Everything before this location of the log, such as `0/5000148`. */
  | { readonly kind: 'lsn'; readonly before: string };

/** pgBackRest's options for a target. */
export function targetOptions(target: RecoveryTarget): string[] {
  switch (target.kind) {
    case 'latest':
      return ['--type=default'];
    case 'time':
      return ['--type=time', `--target=${timeText(target.at)}`, '--target-action=promote'];
    case 'lsn':
      return ['--type=lsn', `--target=${target.before}`, '--target-exclusive', '--target-action=promote'];
  }
}

/** A target for people. */
export function describeTarget(target: RecoveryTarget): string {
  switch (target.kind) {
    case 'latest':
      return 'the end of the archive';
    case 'time':
      return target.at.toISOString();
    case 'lsn':
      return `just before ${target.before}`;
  }
}

function timeText(at: Date): string {
  return at.toISOString().replace('T', ' ').replace('Z', '+00');
}
