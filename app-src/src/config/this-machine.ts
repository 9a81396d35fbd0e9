/** Whether an address is of this machine itself, where nobody listens on the way. */
export function isThisMachine({ hostname }: URL): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
}
