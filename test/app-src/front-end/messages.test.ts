import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compiled } from '../../../app-src/src/i18n/compiled.ts';

const source = path.resolve(import.meta.dirname, '../../../app-src/src');
const folders = globSync('**/messages/en.json', { cwd: source }).map((file) => path.dirname(file));

type Messages = { readonly [key: string]: string | Messages };

function read(folder: string, language: string): Map<string, string> {
  const text = readFileSync(path.join(source, folder, `${language}.json`), 'utf8');
  return new Map(flat(JSON.parse(text) as Messages));
}

function flat(messages: Messages, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flat(value, `${prefix}${key}.`),
  );
}

/** The names of the values that a message takes. */
function values(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name ?? ''))].sort();
}

describe.each(folders)('the messages in %s', (folder) => {
  const en = read(folder, 'en');
  const zh = read(folder, 'zh-TW');

  it('are the same in both languages, and none is empty', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
    expect([...en, ...zh].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are what the formatter in the browser understands', () => {
    for (const [key, text] of [...en, ...zh]) {
      const message = compiled({ [key]: text })[key];
      const plain = values(text).length === 0 && !text.includes('<');
      expect([key, typeof message]).toEqual([key, plain ? 'string' : 'object']);
    }
  });

  it('take the same values in both languages', () => {
    for (const [key, text] of en) {
      expect([key, values(zh.get(key) ?? '')]).toEqual([key, values(text)]);
    }
  });

  it('have no mainland wording or half-width punctuation between Chinese characters', () => {
    const doubtful =
      /服务|软件|网络|信息|默认|用户|登录|视频|质量|數據庫|[\u4e00-\u9fff][,;!?][\u4e00-\u9fff]/;
    expect([...zh].filter(([, text]) => doubtful.test(text))).toEqual([]);
  });
});
