import { createElement, Fragment, type ReactNode } from 'react';
import { safeAddress } from './safe-address.ts';
import { plainText, type TextMark, textNode } from './text-node.ts';

/** Nesting below which only the words are shown, so that no document can exhaust the stack. */
const deepest = 40;

/** Nodes and marks that become an element without attributes. */
const blocks = new Map([
  ['paragraph', 'p'],
  ['bulletList', 'ul'],
  ['listItem', 'li'],
  ['blockquote', 'blockquote'],
]);

const marks = new Map([
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
  ['underline', 'u'],
  ['code', 'code'],
]);

/**
 * The elements that show the nodes of a text. Every node becomes an element by name from a fixed list, and every word a text node:
 * nothing in a document is ever read as HTML.
 */
export function richTextElements(nodes: readonly unknown[], depth = 0): ReactNode {
  return nodes.map((node, index) => createElement(Fragment, { key: index }, element(node, depth)));
}

function element(value: unknown, depth: number): ReactNode {
  const node = textNode(value);
  if (node === undefined || depth > deepest) {
    return plainText(value);
  }
  const inner = () => richTextElements(node.children, depth + 1);
  switch (node.type) {
    case 'text':
      return node.marks.reduceRight<ReactNode>(marked, node.text ?? '');
    case 'hardBreak':
      return createElement('br');
    case 'horizontalRule':
      return createElement('hr');
    case 'heading':
      // The title of the page is its first heading.
      return createElement(`h${headingLevel(node.attributes.level)}`, undefined, inner());
    case 'orderedList':
      return createElement('ol', { start: wholeNumber(node.attributes.start, 1) }, inner());
    case 'codeBlock':
      return createElement('pre', undefined, createElement('code', undefined, inner()));
    default: {
      const name = blocks.get(node.type);
      return name === undefined ? inner() : createElement(name, undefined, inner());
    }
  }
}

function marked(inner: ReactNode, mark: TextMark): ReactNode {
  if (mark.type === 'link') {
    const href = safeAddress(mark.attributes.href);
    return href === undefined ? inner : createElement('a', { href, rel: 'noopener noreferrer' }, inner);
  }
  const name = marks.get(mark.type);
  return name === undefined ? inner : createElement(name, undefined, inner);
}

function headingLevel(level: unknown): number {
  return Math.min(Math.max(wholeNumber(level, 2), 2), 6);
}

function wholeNumber(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;
}
