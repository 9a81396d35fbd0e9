import { printable } from '../printable.ts';

/** Markup that is already safe. Only `html` and `trusted` make one, so text cannot slip in unescaped. */
export class SafeHtml {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: text is escaped, markup is kept, lists are joined, `undefined` and `false` vanish. */
export type Content = SafeHtml | string | number | false | undefined | readonly Content[];

const ENTITY: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITY[character] ?? character);
}

/** Template tag that escapes everything put into it. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): SafeHtml {
  return new SafeHtml(strings.map((text, index) => text + render(contents[index])).join(''));
}

/** Marks our own constant markup as safe; never call it with anything from an assessment. */
export function trusted(markup: string): SafeHtml {
  return new SafeHtml(markup);
}

function render(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof SafeHtml) return content.markup;
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return content.map(render).join('');
}

/** A link to a source, or its plain text when the address is not http(s): `javascript:` must never be clickable. */
export function sourceLink(address: string): SafeHtml {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    return html`<span class="path">${address}</span>`;
  const text = `${url.hostname}${url.pathname === '/' ? '' : url.pathname}`;
  return html`<a class="path" rel="noopener noreferrer" href="${url.href}">${text}</a>`;
}
