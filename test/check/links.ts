import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Check } from './check.ts';
import { type TextFile, textFiles } from './files.ts';

/** Anchors of a Markdown text's headings, as the usual hosts make them. */
export function anchors(markdown: string): Set<string> {
  const found = new Set<string>();
  const explicit = [...markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id ?? '');
  for (const id of explicit) found.add(id);
  for (const [, heading = ''] of withoutCode(markdown).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let name = slug;
    for (let repeat = 1; found.has(name); repeat++) name = `${slug}-${repeat}`;
    found.add(name);
  }
  return found;
}

/** Targets of links and images of a Markdown text that lead to a file of the project. */
export function relativeTargets(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target));
}

/** Sentences on links that lead nowhere. */
export function brokenLinks(files: readonly TextFile[], exists: (path: string) => boolean): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return files
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      relativeTargets(text).flatMap((target) => {
        const [file = '', anchor] = target.split('#');
        const to = file === '' ? path : normalize(join(dirname(path), decodeURIComponent(file)));
        if (!exists(to)) return [`${path}: ${target} leads to no file`];
        const content = texts.get(to);
        const missing =
          anchor && content !== undefined && to.endsWith('.md') && !anchors(content).has(anchor);
        return missing ? [`${path}: ${target} leads to no heading`] : [];
      }),
    );
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, (code) =>
    // A heading keeps the words of its code in its anchor.
    code.includes('](') ? '' : code.slice(1, -1),
  );
}

export const links: Check = {
  name: 'links in Markdown',
  async run(root) {
    const files = await textFiles(root);
    return brokenLinks(files, (path) => existsSync(join(root, path)));
  },
};
