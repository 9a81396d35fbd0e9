'use client';

import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { safeAddress } from '../rich-text/safe-address.ts';

export interface LinkDialogProps {
  readonly editor: Editor;
  readonly close: () => void;
}

/** Sets or removes the link of the selected words; without a selection the address itself becomes the words. */
export function LinkDialog({ editor, close }: LinkDialogProps) {
  const t = useTranslations('editor.link');
  const before: unknown = editor.getAttributes('link').href;
  const [address, setAddress] = useState(typeof before === 'string' ? before : 'https://');
  const [wrong, setWrong] = useState(false);
  const apply = () => {
    const href = safeAddress(address.trim());
    if (href === undefined) {
      setWrong(true);
      return;
    }
    const chain = editor.chain().focus();
    if (editor.state.selection.empty && typeof before !== 'string') {
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    } else {
      chain.extendMarkRange('link').setLink({ href }).run();
    }
    close();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('title')}
      actions={
        <>
          {typeof before === 'string' && (
            <Button
              tone="quiet"
              onClick={() => {
                editor.chain().focus().extendMarkRange('link').unsetLink().run();
                close();
              }}
            >
              {t('remove')}
            </Button>
          )}
          <Button tone="secondary" onClick={close}>
            {t('cancel')}
          </Button>
          <Button onClick={apply}>{t('apply')}</Button>
        </>
      }
    >
      <Field
        label={t('address')}
        type="url"
        value={address}
        error={wrong && t('wrong')}
        onChange={(event) => {
          setAddress(event.target.value);
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            apply();
          }
        }}
      />
    </Dialog>
  );
}
