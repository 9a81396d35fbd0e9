/**
 * The longest that a whole draft may take, in milliseconds: two pages at the slowest pace that models keep. The platform lets a request
 * run for as long while its task is replaced.
 */
export const draftMilliseconds = 45_000;
