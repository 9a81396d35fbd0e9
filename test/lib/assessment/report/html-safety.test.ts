import { escapeHtml, html, sourceLink } from '../../../../lib/assessment/report/html/escape.ts';
import { THEME_STYLES } from '../../../../lib/assessment/report/html/styles/theme.ts';
import { renderHtml } from '../../../../lib/assessment/report/html.ts';
import { hostileFixture, SCRIPT_TAG } from './hostile.ts';
import { attribute, parsePage } from './page.ts';

describe('text from templates', () => {
  const page = renderHtml(hostileFixture());

  test('opens no element and no attribute', () => {
    const tags = parsePage(page);
    expect(tags.filter((tag) => tag.name === 'script')).toHaveLength(1);
    expect(tags.filter((tag) => tag.name === 'img' || tag.name === 'b')).toEqual(
      tags.filter(
        (tag) => tag.name === 'b' && Object.keys(tag.attributes).every((name) => name === 'data-terms'),
      ),
    );
    expect(page).toContain(escapeHtml(SCRIPT_TAG));
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });

  test('never becomes a link unless it is an http address', () => {
    for (const href of attribute(parsePage(page), 'href')) expect(href).toMatch(/^(#|https?:\/\/)/);
    expect(sourceLink('javascript:alert(1)').markup).toBe('<span class="path">javascript:alert(1)</span>');
    expect(sourceLink('https://a.example/"><b>').markup).not.toContain('"><b>');
  });

  test('shows control and direction characters as a mark', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(page).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });
});

describe('the template tag', () => {
  test('escapes text, keeps markup, joins lists and drops what is absent', () => {
    const list = ['<', html`<i>${'&'}</i>`];
    expect(html`${list}${undefined}${false}${0}`.markup).toBe('&lt;<i>&amp;</i>0');
  });
});

describe('colours', () => {
  const themes = [...THEME_STYLES.matchAll(/:root\{([^}]*)\}/g)].map(([, body = '']) =>
    Object.fromEntries(
      [...body.matchAll(/--([a-z-]+):(#[0-9a-fA-F]{3,6})/g)].map(([, name, value]) => [name, value]),
    ),
  );
  const text = ['ink', 'quiet', 'link'].flatMap((name) =>
    ['page', 'card', 'sunk'].map((under) => [name, under]),
  );
  const badges = ['holds', 'breached', 'unproven', 'undeclared'].flatMap((name) => [
    [name, `${name}-soft`],
    [name, 'page'],
    ['ink', `${name}-soft`],
  ]);

  test.each([...text, ...badges])('%s is readable on %s in light, dark and print', (name, under) => {
    expect(themes).toHaveLength(3);
    for (const theme of themes)
      expect(contrast(theme[name ?? ''], theme[under ?? ''])).toBeGreaterThanOrEqual(4.5);
  });
});

/** Contrast ratio as WCAG 2 defines it. */
function contrast(one = '', other = ''): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const long = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
