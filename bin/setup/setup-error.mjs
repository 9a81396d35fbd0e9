// @ts-check
/** A reason why set-up cannot go on, told in one sentence for the person at the keyboard. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'SetupError';
    this.exitCode = exitCode;
  }
}
