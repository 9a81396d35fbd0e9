'use client';

import { type Editor, EditorContent, getSchema, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { memo, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { RichText } from '../proposal.ts';
import { safeAddress } from '../rich-text/safe-address.ts';
import styles from './editor.module.css';
import { Toolbar } from './toolbar.tsx';

const extensions = [
  StarterKit.configure({
    // The page's heading is the first level, the title field stands for it.
    heading: { levels: [2, 3, 4] },
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      isAllowedUri: (address) => safeAddress(address) !== undefined,
      HTMLAttributes: { rel: 'noopener noreferrer', target: null },
    },
  }),
];

export interface TextEditorProps {
  /** The text at first. */
  readonly content: RichText;
  readonly edited: () => void;
  /** Told the editor when it is there, and `null` when it goes. */
  readonly opened: (editor: Editor | null) => void;
}

/** Whether the editor can show all of a text. Another program may have written what it would lose. */
export function isReadable(content: RichText): boolean {
  try {
    getSchema(extensions).nodeFromJSON(content).check();
    return true;
  } catch {
    return false;
  }
}

/** Room that the toolbar takes above the line that is written, in pixels. */
const scrollRoom = { top: 110, bottom: 32, left: 0, right: 0 };

/** Where the text is written. Drawn once: keys change the document, not the component. */
export const TextEditor = memo(function TextEditor({ content, edited, opened }: TextEditorProps) {
  const t = useTranslations('editor');
  const editor = useEditor({
    extensions,
    content,
    immediatelyRender: true,
    shouldRerenderOnTransaction: false,
    onUpdate: edited,
    editorProps: {
      scrollMargin: scrollRoom,
      scrollThreshold: scrollRoom,
      attributes: {
        class: styles.prose ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('textLabel'),
        'data-placeholder': t('textPlaceholder'),
      },
    },
  });
  useEffect(() => {
    opened(editor);
    return () => opened(null);
  }, [editor, opened]);
  return (
    <div className={styles.paper}>
      <Toolbar editor={editor} />
      <EditorContent editor={editor} className={styles.text} />
    </div>
  );
});
