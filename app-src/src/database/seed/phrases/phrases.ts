/** The texts of a language. `{offer}`, `{field}` and `{customer}` are filled in. */
export interface Phrases {
  readonly offers: readonly string[];
  readonly fields: readonly string[];
  readonly proposalTitles: readonly string[];
  readonly articleTitles: readonly string[];
  readonly topics: readonly string[];
  readonly headings: readonly string[];
  readonly paragraphs: readonly string[];
  readonly articleParagraphs: readonly string[];
  readonly templates: readonly { readonly id: string; readonly name: string; readonly description: string }[];
}

/** Fills the places of a phrase; a sentence begins with a capital letter. */
export function fill(phrase: string, values: Readonly<Record<string, string>>): string {
  const filled = phrase.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
