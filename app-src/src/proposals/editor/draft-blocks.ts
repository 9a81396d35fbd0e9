/** A node that the editor takes. */
export interface DraftBlock {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, number>>;
  readonly content?: readonly DraftBlock[];
  readonly text?: string;
}

/**
 * Turns a drafted text into blocks for the editor: paragraphs apart by an empty line, `#` headings, lists of `-`, `*` or `1.` lines.
 * Everything else stays the words that it is; markup in a draft is shown, never obeyed.
 */
export function draftBlocks(draft: string): DraftBlock[] {
  return draft
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .flatMap((part) => runs(part.split('\n').filter((line) => line.trim() !== '')));
}

type LineKind = 'heading' | 'bulletList' | 'orderedList' | 'paragraph';

const patterns: readonly (readonly [LineKind, RegExp])[] = [
  ['heading', /^\s*#{1,6}\s+/],
  ['bulletList', /^\s*[-*•]\s+/],
  ['orderedList', /^\s*\d{1,3}[.)]\s+/],
];

function kindOf(line: string): LineKind {
  return patterns.find(([, pattern]) => pattern.test(line))?.[0] ?? 'paragraph';
}

function runs(lines: readonly string[]): DraftBlock[] {
  const found: { kind: LineKind; lines: string[] }[] = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = found.at(-1);
    if (last?.kind === kind && kind !== 'heading') {
      last.lines.push(line);
    } else {
      found.push({ kind, lines: [line] });
    }
  }
  return found.map(block);
}

function block({ kind, lines }: { readonly kind: LineKind; readonly lines: readonly string[] }): DraftBlock {
  const pattern = patterns.find(([known]) => known === kind)?.[1];
  const texts = lines.map((line) => (pattern === undefined ? line : line.replace(pattern, '')).trim());
  if (kind === 'bulletList' || kind === 'orderedList') {
    return {
      type: kind,
      content: texts.map((text) => ({
        type: 'listItem',
        content: [{ type: 'paragraph', content: words(text) }],
      })),
    };
  }
  if (kind === 'heading') {
    const level = Math.min(3, Math.max(2, lines[0]?.trim().indexOf(' ') ?? 2));
    return { type: 'heading', attrs: { level }, content: words(texts.join(' ')) };
  }
  return {
    type: 'paragraph',
    content: texts.flatMap((text, index) =>
      index === 0 ? words(text) : [{ type: 'hardBreak' }, ...words(text)],
    ),
  };
}

function words(text: string): DraftBlock[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
