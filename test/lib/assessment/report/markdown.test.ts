import { escapeMarkdown } from '../../../../lib/assessment/report/markdown/escape.ts';
import { renderMarkdown } from '../../../../lib/assessment/report/markdown.ts';
import { fixture } from './fixture.ts';
import { hostileFixture } from './hostile.ts';

const comment = renderMarkdown(fixture());

describe('the comment for a pull request', () => {
  test('begins with the verdict and what decides it', () => {
    const [title, , verdict] = comment.split('\n');
    expect(title).toBe('## Recovery assessment of shop, production');
    expect(verdict).toBe(
      '**✗ BREACHED** Corruption misses its objectives; deletion cannot be proven from the templates; 4 of 7 disruptions hold; expected availability of write is not above 99.9 %; 4 resources are not modelled.',
    );
  });

  test('has a row per disruption with both numbers and their targets', () => {
    const rows = comment
      .split('\n')
      .filter((line) => /^\| (process|node|zone|region|corruption|deletion|compromise) \|/.test(line));
    expect(rows).toHaveLength(7);
    expect(rows[4]).toMatch(
      /\| corruption \| \*\*.+\*\* \| &lt; 4 h \| \*\*.+\*\* \| &lt; 1 h \| database orders: .+ \| ✗ BREACHED \|/,
    );
    expect(rows[6]).toContain('**unrecoverable**');
  });

  test('keeps expected availability and contractual floor apart', () => {
    expect(comment).toContain('| write | **99.899 %** |');
    expect(comment).toContain('| Journey | Expected | Lost in a year | Contractual floor | Verdict |');
  });

  test('lists each finding with its mends, the worst first', () => {
    const list = comment.slice(comment.indexOf('### Findings'));
    expect(list).toContain('**Set MultiAZ to true**');
    expect(list.indexOf('**breach**')).toBeLessThan(list.indexOf('**warning**'));
  });

  test('folds terms, overridden assumptions and controls, with a blank line so that tables inside are rendered', () => {
    expect(comment.match(/<details>\n<summary>[^\n]+<\/summary>\n\n\|/g)).toHaveLength(3);
    expect(comment).toContain('<summary>2 assumptions set by you</summary>');
    expect(comment).toContain('**your** assumption human.decide');
    expect(renderMarkdown(fixture({ assumptions: [] }))).not.toContain('set by you');
  });

  test('every table row has the cells of its head, also when names hold pipes and line breaks', () => {
    for (const text of [comment, renderMarkdown(hostileFixture())]) {
      let cells = 0;
      for (const line of text.split('\n')) {
        if (!line.startsWith('|')) cells = 0;
        else {
          const found = line.replace(/\\./g, '').split('|').length;
          if (cells > 0) expect(found).toBe(cells);
          cells = found;
        }
      }
    }
  });

  test('stays below the limit of a comment and says so when something is left out', () => {
    const [finding] = fixture().findings;
    if (!finding) throw new Error('The fixture has findings.');
    const [row] = fixture().disruptions;
    if (!row) throw new Error('The fixture has rows.');
    const long = renderMarkdown(
      fixture({
        disruptions: Array.from({ length: 300 }, () => row),
        findings: Array.from({ length: 200 }, () => ({ ...finding, message: 'word '.repeat(400) })),
      }),
    );
    expect(long.length).toBeLessThanOrEqual(60_000);
    expect(long).toContain('is left out of this comment');
    expect(comment).not.toContain('is left out');
    expect(long).toContain('more findings in the JSON report');
    const many = renderMarkdown(fixture({ findings: Array.from({ length: 40 }, () => finding) }));
    expect(many).toContain('and 15 more findings in the JSON report');
  });
});

describe('text from templates', () => {
  test('brings no markup of its own', () => {
    const text = renderMarkdown(hostileFixture());
    const tags = [...text.matchAll(/<(?!!-- -->)[^>]*>/g)].map(([tag]) => tag);
    expect([...new Set(tags)].sort()).toEqual(['</details>', '</summary>', '<details>', '<summary>']);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });

  test.each([
    ['@team', '@<!-- -->team'],
    ['closes #12', 'closes #<!-- -->12'],
    ['GH-12', 'GH-<!-- -->12'],
    ['https://evil.example', 'https:<!-- -->//evil.example'],
    ['www.evil.example', 'www<!-- -->.evil.example'],
    ['a|b', 'a\\|b'],
    ['<img src=x>', '&lt;img src=x&gt;'],
    ['[x](y)', '\\[x\\]\\(y\\)'],
    ['`code` **bold**', '\\`code\\` \\*\\*bold\\*\\*'],
    ['&amp;', '&amp;amp;'],
    ['\\|', '\\\\\\|'],
    ['two\nlines', 'two lines'],
    ['- item', '&#8203;- item'],
  ])('%j is written as %j', (text, written) => {
    expect(escapeMarkdown(text)).toBe(written);
  });
});
