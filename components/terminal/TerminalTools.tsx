'use client';

import { useTranslations } from 'use-intl/react';
import type { TerminalTaste } from './use-terminal-taste';
import styles from './Terminal.module.css';

export interface TerminalToolsProps {
  readonly taste: TerminalTaste;
  readonly onFind: () => void;
  readonly onResetFiles: (() => void) | null;
  readonly onClose: (() => void) | null;
}

export function TerminalTools({ taste, onFind, onResetFiles, onClose }: TerminalToolsProps) {
  const t = useTranslations('terminal');
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
      {onResetFiles !== null && <button type="button" onClick={onResetFiles} title={t('resetFilesLong')}>{t('resetFiles')}</button>}
      <button type="button" onClick={onFind} aria-label={t('find')} title={`${t('find')} (Ctrl+Shift+F)`}>
        <svg viewBox="0 0 20 20" width="15" height="15" aria-hidden="true"><path d="M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm4 9.5L17 17" fill="none" stroke="currentColor" strokeWidth="1.8" /></svg>
      </button>
      <button type="button" onClick={() => taste.grow(-1)} aria-label={t('smaller')} title={t('smaller')}>A−</button>
      <button type="button" onClick={() => taste.grow(1)} aria-label={t('larger')} title={t('larger')}>A+</button>
      <button type="button" aria-pressed={taste.screenReader} onClick={() => taste.setScreenReader(!taste.screenReader)} title={t('readerLong')}>{t('reader')}</button>
      {onClose !== null && <button type="button" onClick={onClose} title={t('closeLong')}>{t('close')}</button>}
    </div>
  );
}
