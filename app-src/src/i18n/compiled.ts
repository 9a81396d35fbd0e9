import compile from 'icu-minify/compile';

interface Words {
  readonly [key: string]: string | Words;
}

/**
 * Messages as use-intl reads them without a parser, which next.config.ts leaves out of the bundles: a tenth of the scripts that a
 * page would otherwise load before its first words.
 * @throws SyntaxError when a message is no ICU message
 */
export function compiled<Messages extends Words>(messages: Messages): Messages {
  // Where the type says string, use-intl takes what is compiled too; its values are typed by the words themselves.
  return compiledWords(messages) as Messages;
}

function compiledWords(words: Words): object {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      // Cloned, because only plain objects reach a client component.
      typeof value === 'string' ? structuredClone(compile(value)) : compiledWords(value),
    ]),
  );
}
