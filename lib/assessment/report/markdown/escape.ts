import { printable } from '../printable.ts';

/** Cuts what would make a link, a mention or a reference apart; it is not shown. */
const CUT = '<!-- -->';

/**
 * Escapes text for GitHub-flavoured Markdown, also inside of a table cell: markup and pipes show as they are, and names
 * from templates notify nobody and link nowhere.
 */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(/[&<>"]/g, (character) => ENTITY[character] ?? character)
    .replace(/[\\`*_{}[\]()|~!$]/g, '\\$&')
    .replace(/@/g, `@${CUT}`)
    .replace(/#(?=\w)/g, `#${CUT}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1-${CUT}`)
    .replace(/:(?=\/\/)/g, `:${CUT}`)
    .replace(/\b(www)\./gi, `$1${CUT}.`)
    .replace(/\b(mailto|xmpp):/gi, `$1${CUT}:`)
    .replace(/^(\s*)([-+=]|\d+[.)](?=\s|$))/u, '$1&#8203;$2');
}

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A table; cells must be escaped already. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A block that opens on demand; the blank lines make its body Markdown again. The title is ours and is not escaped. */
export function folded(title: string, body: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}
