import type { RichText } from '../../proposals/proposal.ts';
import { fill, type Phrases } from './phrases/phrases.ts';
import type { Random } from './random.ts';

/** A proposal's text: headings, each with a paragraph or two, and a list. */
export function makeText(
  phrases: Phrases,
  random: Random,
  values: { readonly offer: string; readonly customer: string },
): RichText {
  const paragraphs = random.some(phrases.paragraphs, 6).map((phrase) => fill(phrase, values));
  const content = phrases.headings.flatMap((heading, at) => [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: heading }] },
    paragraph(paragraphs[at] ?? ''),
  ]);
  return { type: 'doc', content: [...content, paragraph(paragraphs[5] ?? '')] };
}

/** A template's text: the headings with what to write under each. */
export function makeTemplateText(phrases: Phrases, random: Random): RichText {
  const [offer = ''] = phrases.offers;
  return makeText(phrases, random, { offer, customer: '…' });
}

function paragraph(text: string) {
  return { type: 'paragraph', content: [{ type: 'text', text }] };
}
