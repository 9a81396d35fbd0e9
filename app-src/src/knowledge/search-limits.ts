/** The longest query that the API takes, in characters. */
export const longestQuery = 200;
