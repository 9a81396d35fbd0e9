/** One start tag of a page with its attributes, entities decoded. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const VOID = new Set(['meta', 'br', 'hr', 'img', 'input', 'link', 'rect', 'line']);
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}

/** Reads the tags of a page and throws when one is not closed where it should be. */
export function parsePage(page: string): readonly Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  const body = page.replace(/^<!doctype html>\n/, '').replace(/(<(style|script)>)[\s\S]*?(<\/\2>)/g, '$1$3');
  const pattern = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)\s*(\/?)>|</g;
  for (const [whole, slash, name, attributes = '', self] of body.matchAll(pattern)) {
    if (!name) throw new Error(`a bare < stands in the page: ${whole}`);
    if (slash === '/') {
      const expected = open.pop();
      if (expected !== name) throw new Error(`</${name}> closes <${expected}>`);
      continue;
    }
    const pairs = [...attributes.matchAll(/([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?/g)];
    tags.push({
      name,
      attributes: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, decode(value)])),
    });
    if (!VOID.has(name) && self !== '/') open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return tags;
}

/** All values of one attribute, in the order of the page. */
export function attribute(tags: readonly Tag[], name: string): readonly string[] {
  return tags.map((tag) => tag.attributes[name]).filter((value) => value !== undefined);
}

/** The visible text of a part of a page. */
export function textOf(markup: string): string {
  return decode(markup.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}
