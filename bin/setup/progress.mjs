// @ts-check
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * @param {{ isTTY?: boolean }} stream
 * @param {NodeJS.ProcessEnv} env
 * @returns {boolean} whether colour may be written: on a terminal, unless NO_COLOR is set
 */
export function hasColour(stream, env = process.env) {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

/**
 * @param {number} milliseconds
 * @returns {string} `0.4 s`, `31.2 s`, `2 min 5 s`
 */
export function elapsed(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Starts a step: one line with its elapsed time when it ends, and a spinner in the meantime on a terminal only.
 *
 * @param {string} title
 * @param {{ stream?: NodeJS.WriteStream, spinner?: boolean }} options without a spinner several steps may run at once
 * @returns {{ done: (note?: string) => void, fail: (note?: string) => void }}
 */
export function step(title, { stream = process.stderr, spinner = stream.isTTY === true } = {}) {
  const start = performance.now();
  const colour = hasColour(stream);
  let frame = 0;
  const timer = spinner
    ? setInterval(() => {
        frame = (frame + 1) % FRAMES.length;
        stream.write(`\r\u001b[K${FRAMES[frame]} ${title}  ${elapsed(performance.now() - start)}`);
      }, 100)
    : undefined;
  timer?.unref();
  /** @type {(mark: string, code: number, note?: string) => void} */
  const end = (mark, code, note) => {
    clearInterval(timer);
    const sign = colour ? `\u001b[${code}m${mark}\u001b[0m` : mark;
    const clear = spinner ? '\r\u001b[K' : '';
    stream.write(
      `${clear}${sign} ${title}  ${elapsed(performance.now() - start)}${note ? `  ${note}` : ''}\n`,
    );
  };
  return {
    done: (note) => end('ok  ', 32, note),
    fail: (note) => end('fail', 31, note),
  };
}
