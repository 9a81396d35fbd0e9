import { handler } from '../../../lambdas/maintenance-page/handler.ts';

describe('maintenance page', () => {
  test('A1: says that the site is away for a while, and that nobody may keep the answer', async () => {
    const { statusCode, headers } = await handler();
    expect(statusCode).toBe(503);
    expect(headers).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Retry-After': expect.stringMatching(/^\d+$/),
    });
  });

  test('A1: loads nothing, because there is nothing left to load from', async () => {
    const { body } = await handler();
    expect(body).not.toMatch(/<script|<link|<img|@import|url\(|https?:\/\/(?!www\.w3\.org)|src=/i);
  });

  test('can be used with a screen reader and on a small screen', async () => {
    const { body } = await handler();
    expect(body).toContain('<html lang="en">');
    expect(body).toMatch(/<title>[^<]+<\/title>/);
    expect(body).toContain('name="viewport"');
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toContain('<main>');
    expect(body).not.toContain('http-equiv="refresh"');
  });

  test('text has a contrast of at least 7:1 in the light and in the dark scheme', async () => {
    const { body } = await handler();
    const schemes = body.match(/:root\{[^}]*\}/g) ?? [];
    expect(schemes).toHaveLength(2);
    for (const scheme of schemes) {
      for (const [text, behind] of [
        ['ink', 'surface'],
        ['muted', 'surface'],
        ['muted', 'page'],
        ['on-accent', 'accent'],
      ] as const) {
        expect(contrast(colour(scheme, text), colour(scheme, behind))).toBeGreaterThanOrEqual(7);
      }
    }
  });
});

function colour(scheme: string, name: string): string {
  const hex = new RegExp(`--${name}:#([0-9a-f]{3,6})`).exec(scheme)?.[1];
  if (hex === undefined) throw new Error(`The scheme has no colour ${name}: ${scheme}`);
  return hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
}

/** Contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
