'use client';

import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from './icon.tsx';
import styles from './toast.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
}

/** Milliseconds that a message stays: time to read two lines, twice. */
const stayMilliseconds = 8_000;

const ShowToast = createContext<(text: string) => void>(() => undefined);

/** Says in a corner that something has been done. What the reader must act on does not belong here: it would go away. */
export function useToast(): (text: string) => void {
  return useContext(ShowToast);
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('ui');
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const last = useRef(0);
  const close = useCallback((id: number) => setToasts((shown) => shown.filter((one) => one.id !== id)), []);
  const show = useCallback(
    (text: string) => {
      last.current += 1;
      const id = last.current;
      setToasts((shown) => [...shown.slice(-2), { id, text }]);
      setTimeout(() => close(id), stayMilliseconds);
    },
    [close],
  );
  return (
    <ShowToast value={show}>
      {children}
      <div className={styles.toasts} role="status" aria-live="polite">
        {toasts.map(({ id, text }) => (
          <div key={id} className={styles.toast}>
            <p className={styles.text}>{text}</p>
            <button type="button" className={styles.close} onClick={() => close(id)} aria-label={t('close')}>
              <Icon name="close" size="1.1rem" />
            </button>
          </div>
        ))}
      </div>
    </ShowToast>
  );
}
