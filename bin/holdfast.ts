import { whyNotWritten } from '../lib/assessment/report/write-failure.ts';
import { BAD_INPUT } from './exit-code.ts';
import { run } from './holdfast/program.ts';

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  process.stderr.write(`Standard output cannot be written: ${whyNotWritten(error)}.\n`);
  process.exit(BAD_INPUT);
});
// Nobody is left to be told.
process.stderr.on('error', () => process.exit(BAD_INPUT));

process.exitCode = await run(process.argv.slice(2));
