import { anchors, brokenLinks, relativeTargets } from './links.ts';

describe('links in Markdown', () => {
  it('are told apart from addresses, code and images of other hosts', () => {
    const text = [
      'See [a](a.md), ![b](b.png "title") and [c](#here).',
      '[web](https://example.com) [mail](mailto:a@example.com) `[code](no.md)`',
      '```\n[fenced](no.md)\n```',
    ].join('\n');
    expect(relativeTargets(text)).toEqual(['a.md', 'b.png', '#here']);
  });

  it('lead to headings under the names that the usual hosts give them', () => {
    const headings = anchors('# One, two: `three`!\n## Same\n## Same\n```\n# not one\n```\n<a id="own"></a>');
    expect([...headings]).toEqual(['own', 'one-two-three', 'same', 'same-1']);
  });

  it('are broken when the file or the heading is not there', () => {
    const files = [
      {
        path: 'docs/a.md',
        text: '# Top\n[1](b.md) [2](b.md#there) [3](b.md#gone) [4](gone.md) [5](#top) [6](#gone)',
      },
      { path: 'docs/b.md', text: '# There' },
    ];
    const exists = (path: string) => files.some((file) => file.path === path);
    expect(brokenLinks(files, exists)).toEqual([
      'docs/a.md: b.md#gone leads to no heading',
      'docs/a.md: gone.md leads to no file',
      'docs/a.md: #gone leads to no heading',
    ]);
  });
});
