'use client';

import { type ChainedCommands, type Editor, useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './editor.module.css';
import { FormatIcon } from './format-icon.tsx';
import { LinkDialog } from './link-dialog.tsx';

type Format =
  | 'bold'
  | 'italic'
  | 'strike'
  | 'heading2'
  | 'heading3'
  | 'bulletList'
  | 'orderedList'
  | 'blockquote'
  | 'link'
  | 'undo'
  | 'redo';

const commands: Readonly<Record<Exclude<Format, 'link'>, (chain: ChainedCommands) => ChainedCommands>> = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  strike: (chain) => chain.toggleStrike(),
  heading2: (chain) => chain.toggleHeading({ level: 2 }),
  heading3: (chain) => chain.toggleHeading({ level: 3 }),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};

const groups: readonly (readonly Format[])[] = [
  ['bold', 'italic', 'strike', 'link'],
  ['heading2', 'heading3'],
  ['bulletList', 'orderedList', 'blockquote'],
  ['undo', 'redo'],
];

const order = groups.flat();

function isActive(editor: Editor, format: Format): boolean {
  if (format === 'heading2' || format === 'heading3') {
    return editor.isActive('heading', { level: format === 'heading2' ? 2 : 3 });
  }
  return editor.isActive(format);
}

/** The formatting of the text: a toolbar after the ARIA Authoring Practices, one stop for Tab, arrows within. */
export function Toolbar({ editor }: { readonly editor: Editor }) {
  const t = useTranslations('editor.toolbar');
  const [linking, setLinking] = useState(false);
  const [stop, setStop] = useState(0);
  const { active, possible } = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      active: order.filter((format) => isActive(current, format)),
      possible: { undo: current.can().undo(), redo: current.can().redo() },
    }),
  });
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const last = order.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: stop === last ? 0 : stop + 1,
      ArrowLeft: stop === 0 ? last : stop - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      setStop(target);
      event.currentTarget.querySelectorAll<HTMLElement>('button')[target]?.focus();
    }
  };
  const button = (format: Format): ReactNode => {
    const place = order.indexOf(format);
    const change = format === 'undo' || format === 'redo';
    return (
      <button
        key={format}
        type="button"
        className={styles.tool}
        aria-label={t(format)}
        title={t(format)}
        aria-pressed={change ? undefined : active.includes(format)}
        aria-haspopup={format === 'link' ? 'dialog' : undefined}
        aria-disabled={change && !possible[format] ? true : undefined}
        tabIndex={place === stop ? 0 : -1}
        onFocus={() => setStop(place)}
        // Keeps the selection of the text while the mouse is on the toolbar.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          if (format === 'link') {
            setLinking(true);
          } else {
            commands[format](editor.chain().focus()).run();
          }
        }}
      >
        <FormatIcon name={format} />
      </button>
    );
  };
  return (
    <>
      <div className={styles.toolbar} role="toolbar" aria-label={t('label')} onKeyDown={move}>
        {groups.map((formats) => (
          <span key={formats[0]} className={styles.group}>
            {formats.map(button)}
          </span>
        ))}
      </div>
      {linking && <LinkDialog editor={editor} close={() => setLinking(false)} />}
    </>
  );
}

export type { Format };
