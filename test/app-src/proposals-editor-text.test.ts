import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { draftBlocks } from '../../app-src/src/proposals/editor/draft-blocks.ts';
import { type StreamEvent, streamEvents } from '../../app-src/src/proposals/editor/event-stream.ts';
import { centsOf, money, shortMoney } from '../../app-src/src/proposals/money.ts';
import { pipeline } from '../../app-src/src/proposals/pipeline.ts';
import { proposalStatuses } from '../../app-src/src/proposals/proposal.ts';
import { richTextElements } from '../../app-src/src/proposals/rich-text/rich-text-elements.ts';
import { safeAddress } from '../../app-src/src/proposals/rich-text/safe-address.ts';
import { plainText } from '../../app-src/src/proposals/rich-text/text-node.ts';

function markup(...nodes: unknown[]): string {
  return renderToStaticMarkup(createElement(Fragment, null, richTextElements(nodes)));
}

const link = (href: unknown) => ({ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] });

test('shows every kind of block and mark that the editor writes', () => {
  expect(
    markup(
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Scope' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'bold', marks: [{ type: 'bold' }, { type: 'italic' }] },
          { type: 'hardBreak' },
          link('https://example.com/a?b=1&c=2'),
        ],
      },
      {
        type: 'orderedList',
        attrs: { start: 3 },
        content: [
          { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x' }] }] },
        ],
      },
      { type: 'codeBlock', content: [{ type: 'text', text: 'a < b' }] },
      { type: 'horizontalRule' },
    ),
  ).toBe(
    '<h2>Scope</h2><p><strong><em>bold</em></strong><br/>' +
      '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer">here</a></p>' +
      '<ol start="3"><li><p>x</p></li></ol><pre><code>a &lt; b</code></pre><hr/>',
  );
});

test.each([
  ['a script address', link('javascript:alert(1)'), 'here'],
  ['a script address in disguise', link(' java\nscript:alert(1)'), 'here'],
  ['a data address', link('data:text/html,<script>'), 'here'],
  ['an address without a scheme', link('//evil.example'), 'here'],
  ['an address that is no text', link({ toString: 'x' }), 'here'],
  [
    'HTML as words',
    { type: 'text', text: '<img src=x onerror=alert(1)>' },
    '&lt;img src=x onerror=alert(1)&gt;',
  ],
  [
    'a node named as an element',
    { type: 'script', content: [{ type: 'text', text: 'alert(1)' }] },
    'alert(1)',
  ],
  ['a node named as a property of objects', { type: 'constructor', content: [] }, ''],
  [
    'attributes that are not asked for',
    { type: 'paragraph', attrs: { onclick: 'x', style: 'x' } },
    '<p></p>',
  ],
  ['a heading of a wild level', { type: 'heading', attrs: { level: 1e9 } }, '<h6></h6>'],
  ['a heading whose level is code', { type: 'heading', attrs: { level: '1 onclick' } }, '<h2></h2>'],
  ['nothing', null, ''],
  ['a number', 7, ''],
])('shows %s without harm', (_, node, expected) => {
  expect(markup(node)).toBe(expected);
});

test('keeps the words of a text that is nested beyond all measure', () => {
  let node: unknown = { type: 'text', text: 'deep' };
  for (let level = 0; level < 20_000; level += 1) {
    node = { type: 'blockquote', content: [node] };
  }
  expect(markup(node)).toContain('deep');
  expect(plainText(node)).toBe('deep');
});

test('allows complete web and mail addresses only', () => {
  expect(safeAddress('https://example.com')).toBe('https://example.com/');
  expect(safeAddress('mailto:a@example.com')).toBe('mailto:a@example.com');
  expect(safeAddress('/relative')).toBeUndefined();
  expect(safeAddress('vbscript:x')).toBeUndefined();
});

test('turns a draft into paragraphs, headings and lists, and obeys no markup in it', () => {
  expect(draftBlocks('## Why us\nBecause.\nReally.\n\n- one\n- two\n1. first\n\n<b>bold</b>')).toEqual([
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Why us' }] },
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'Because.' }, { type: 'hardBreak' }, { type: 'text', text: 'Really.' }],
    },
    {
      type: 'bulletList',
      content: ['one', 'two'].map((text) => ({
        type: 'listItem',
        content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
      })),
    },
    {
      type: 'orderedList',
      content: [
        { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'first' }] }] },
      ],
    },
    { type: 'paragraph', content: [{ type: 'text', text: '<b>bold</b>' }] },
  ]);
  expect(draftBlocks(' \n\n ')).toEqual([]);
});

async function eventsOf(bytes: Uint8Array, size: number): Promise<StreamEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });
  const events: StreamEvent[] = [];
  for await (const event of streamEvents(body)) {
    events.push(event);
  }
  return events;
}

test.each([1, 2, 3, 7, 1_000])('reads a stream that the network cuts every %d bytes', async (size) => {
  const stream =
    ': hello\n\nevent: text\r\ndata: "提案"\r\n\r\nevent: text\ndata: one\ndata: two\n\nevent: done\ndata: {}\n\nevent: cut';
  expect(await eventsOf(new TextEncoder().encode(stream), size)).toEqual([
    { name: 'text', data: '"提案"' },
    { name: 'text', data: 'one\ntwo' },
    { name: 'done', data: '{}' },
  ]);
});

test('gives up on an event that never ends', async () => {
  await expect(eventsOf(new TextEncoder().encode(`data: ${'x'.repeat(300_000)}`), 60_000)).rejects.toThrow(
    'an event without an end',
  );
});

test('writes amounts as each language does, and reads them as people write them', () => {
  expect(money('en', 1_234_567_00, 'USD')).toBe('$1,234,567');
  expect(money('zh-TW', 1_234_567_00, 'TWD')).toBe('$1,234,567');
  expect(shortMoney('en', 1_234_567_00, 'USD')).toBe('$1.2M');
  expect(shortMoney('zh-TW', 1_234_567_00, 'USD')).toBe('US$123.5萬');
  expect(centsOf('12,500.50')).toBe(1_250_050);
  expect(centsOf(' $ 1 000 ')).toBe(100_000);
  for (const none of ['', '-1', '1.234', 'abc', '1e9', '1.2.3']) {
    expect(centsOf(none)).toBeUndefined();
  }
});

test('knows the statuses of the API in their order', () => {
  expect(pipeline).toEqual(proposalStatuses);
});
