'use client';

import type { Editor } from '@tiptap/react';
import { useCallback, useRef, useState } from 'react';
import { useSWRConfig } from 'swr';
import { useTranslations } from 'use-intl';
import { Banner } from '../../ui/banner.tsx';
import { ConflictView } from './conflict-view.tsx';
import { DraftPanel } from './draft-panel.tsx';
import styles from './editor.module.css';
import { EditorSkeleton } from './editor-skeleton.tsx';
import { FieldsForm } from './fields-form.tsx';
import { RestoredNotice } from './restored-notice.tsx';
import { SaveBanners } from './save-banners.tsx';
import { SaveIndicator } from './save-indicator.tsx';
import { saveProposal } from './save-proposal.ts';
import type { EditedFields } from './save-request.ts';
import { isReadable, TextEditor } from './text-editor.tsx';
import { useAutosave } from './use-autosave.ts';
import type { OpenProposal } from './use-opening.ts';

/** An open proposal: its fields, its text, how the saving stands, and the drafting beside it. */
export function Workspace({ open }: { readonly open: OpenProposal }) {
  const t = useTranslations('editor');
  const { proposalId, start, place } = open;
  const { mutate } = useSWRConfig();
  const editor = useRef<Editor>(null);
  // What the editor showed at first, or last when it is gone: the page may be left before the last words are kept.
  const content = useRef(start.fields.content);
  const fields = useRef<Omit<EditedFields, 'content'>>(start.fields);
  // Raised to show other fields than those that were typed: their version in a conflict.
  const [given, setGiven] = useState({ fields: start.fields, count: 0 });
  const [whole, setWhole] = useState(() => isReadable(start.fields.content));

  const text = (): EditedFields['content'] =>
    (editor.current?.getJSON() as EditedFields['content'] | undefined) ?? content.current;
  const autosave = useAutosave(
    {
      place,
      newKey: () => crypto.randomUUID(),
      read: () => {
        const { title, valueCents, currency } = fields.current;
        return { title, valueCents, currency, content: text() };
      },
      send: async (request) => {
        const outcome = await saveProposal(proposalId, request);
        if (outcome.kind === 'saved') {
          // The other pages show what was saved without asking first.
          void mutate(`/api/proposals/${proposalId}`, outcome.proposal, { revalidate: false });
        }
        return outcome;
      },
    },
    start,
  );

  const edited = useCallback(() => autosave?.edited(), [autosave]);
  const opened = useCallback((made: Editor | null) => {
    content.current = (editor.current?.getJSON() as EditedFields['content'] | undefined) ?? content.current;
    editor.current = made;
  }, []);

  if (autosave === undefined) {
    return <EditorSkeleton content={start.fields.content} />;
  }
  const takeTheirs = () => {
    const theirs = autosave.takeTheirs();
    if (theirs !== undefined) {
      const readable = isReadable(theirs.content);
      setWhole(readable);
      content.current = theirs.content;
      fields.current = theirs;
      if (readable) {
        editor.current?.commands.setContent(theirs.content, { emitUpdate: false });
      } else {
        editor.current = null;
      }
      setGiven(({ count }) => ({ fields: theirs, count: count + 1 }));
      editor.current?.commands.focus('start');
    }
  };
  return (
    <div className={styles.workspace}>
      <div className={styles.main}>
        <div className={styles.bar}>
          <SaveIndicator autosave={autosave} />
        </div>
        {start.restoredFrom !== undefined && <RestoredNotice at={start.restoredFrom} />}
        <SaveBanners autosave={autosave} />
        <ConflictView autosave={autosave} mine={text} takeTheirs={takeTheirs} />
        <FieldsForm
          key={given.count}
          start={given.fields}
          changed={(change) => {
            fields.current = { ...fields.current, ...change };
            edited();
          }}
        />
        {whole ? (
          <TextEditor content={start.fields.content} edited={edited} opened={opened} />
        ) : (
          <Banner tone="bad">{t('unknownContent')}</Banner>
        )}
      </div>
      <div className={styles.side}>
        <DraftPanel proposalId={proposalId} editor={editor} />
      </div>
    </div>
  );
}
