import { memo } from 'react';
import type { RichText } from '../proposal.ts';
import styles from './rich-text.module.css';
import { richTextElements } from './rich-text-elements.ts';

/** Shows a text as it was written, without loading the editor. */
export const RichTextView = memo(function RichTextView({ content }: { readonly content: RichText }) {
  return <div className={styles.text}>{richTextElements(content.content)}</div>;
});
