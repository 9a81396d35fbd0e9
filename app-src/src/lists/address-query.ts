/** Changes to the query of an address; `undefined` takes a name out. */
export type QueryChange = Readonly<Record<string, string | undefined>>;

/** The address with a changed query, without its hash. */
export function withQuery(pathname: string, search: string, change: QueryChange): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') {
      query.delete(name);
    } else {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return text === '' ? pathname : `${pathname}?${text}`;
}

/** Changes the query of the page that is shown. `push` makes a step that the browser's Back undoes; `replace` makes none. */
export function changeQuery(how: 'push' | 'replace', change: QueryChange): void {
  const { pathname, search } = window.location;
  const address = withQuery(pathname, search, change);
  if (address !== pathname + search) {
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address);
  }
}
