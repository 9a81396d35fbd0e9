/** A mark on words, such as bold or a link. */
export interface TextMark {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A node of a text whose own parts have been looked at; its children have not. */
export interface TextNode extends TextMark {
  readonly text?: string;
  readonly marks: readonly TextMark[];
  readonly children: readonly unknown[];
}

/** Reads one node of a ProseMirror document; `undefined` for anything that is none. */
export function textNode(value: unknown): TextNode | undefined {
  const mark = textMark(value);
  if (mark === undefined || !isRecord(value)) {
    return undefined;
  }
  return {
    ...mark,
    marks: Array.isArray(value.marks) ? value.marks.flatMap((entry) => textMark(entry) ?? []) : [],
    children: Array.isArray(value.content) ? value.content : [],
    ...(typeof value.text === 'string' ? { text: value.text } : {}),
  };
}

/** The words of a text, one line per block. Works without recursion, so that no depth of nesting ends it. */
export function plainText(value: unknown): string {
  const parts: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const node = textNode(open.pop());
    if (node?.text !== undefined) {
      parts.push(node.text);
    } else if (node?.type === 'hardBreak') {
      parts.push('\n');
    } else if (node !== undefined) {
      if (parts.length > 0 && !parts.at(-1)?.endsWith('\n')) {
        parts.push('\n');
      }
      open.push(...node.children.toReversed());
    }
  }
  return parts.join('').trim();
}

function textMark(value: unknown): TextMark | undefined {
  return isRecord(value) && typeof value.type === 'string'
    ? { type: value.type, attributes: isRecord(value.attrs) ? value.attrs : {} }
    : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
