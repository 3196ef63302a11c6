'use client';

import type { KeyboardEvent, RefObject } from 'react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Pane } from './xterm';
import styles from './Terminal.module.css';

/** Searches what the terminal has printed: Enter for the next, Shift+Enter for the one before. */
export function FindBar({ screen, onClose }: { readonly screen: RefObject<Pane | null>; readonly onClose: () => void }) {
  const t = useTranslations('terminal');
  const [text, setText] = useState('');
  const [found, setFound] = useState(true);

  function search(wanted: string, back: boolean): void {
    setFound(wanted === '' || (screen.current?.search(wanted, back) ?? false));
  }

  function close(): void {
    screen.current?.endSearch();
    screen.current?.focus();
    onClose();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') search(text, event.shiftKey);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles.find} role="search">
      <input
        type="text"
        autoFocus
        value={text}
        placeholder={t('find')}
        aria-label={t('find')}
        aria-invalid={!found}
        onChange={({ target }) => {
          setText(target.value);
          search(target.value, false);
        }}
        onKeyDown={onKeyDown}
      />
      <span role="status">{found ? '' : t('notFound')}</span>
      <button type="button" onClick={() => search(text, true)} aria-label={t('before')} title={t('before')}>↑</button>
      <button type="button" onClick={() => search(text, false)} aria-label={t('next')} title={t('next')}>↓</button>
      <button type="button" onClick={close} aria-label={t('endFind')} title={t('endFind')}>✕</button>
    </div>
  );
}
