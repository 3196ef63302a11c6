'use client';

import { useId, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Localized } from '@/protocol/lab';
import type { RecordingProblem } from '@/protocol/recording-problem';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { InlineText } from '@/components/guide/InlineText';
import { useLocalized } from '@/components/language/language-context';
import { TopBar } from '@/components/top-bar/TopBar';
import { RECORDING_EXTENSION } from '@/protocol/recording';
import { WrongFile } from './WrongFile';
import styles from './Replay.module.css';

export interface ShelvedRecording {
  readonly slug: string;
  readonly title: Localized;
}

export interface OpenRecordingProps {
  readonly shelf: readonly ShelvedRecording[];
  /** The name of the file that is being read. */
  readonly opening: string | null;
  readonly wrong: { readonly name: string; readonly problem: RecordingProblem } | null;
  readonly over: boolean;
  readonly theme: Theme;
  readonly onFile: (file: File) => void;
}

/** Where a recording is opened: dropped, chosen, or taken from those that are shipped. */
export function OpenRecording({ shelf, opening, wrong, over, theme, onFile }: OpenRecordingProps) {
  const t = useTranslations('replay');
  const localized = useLocalized();
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <TopBar title={t('page')} theme={theme} />
      <main className={styles.open}>
        <h1>{t('page')}</h1>
        <p className={styles.lead}>{t('lead')}</p>
        <div className={styles.drop} data-over={over}>
          <svg viewBox="0 0 48 48" width="44" height="44" aria-hidden="true">
            <path d="M8 30v8h32v-8M24 8v22M15 21l9 9 9-9" />
          </svg>
          <p id={id}>{opening === null ? t('drop') : t('opening', { name: opening })}</p>
          <input ref={picker} type="file" className="visually-hidden" accept={`${RECORDING_EXTENSION},.gz,.jsonl`} aria-label={t('choose')} aria-describedby={id} tabIndex={-1} onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be chosen again after it was mended.
            event.target.value = '';
            if (file !== undefined) onFile(file);
          }} />
          <button type="button" onClick={() => picker.current?.click()}>
            {t('choose')}
          </button>
        </div>
        {wrong !== null && <WrongFile name={wrong.name} problem={wrong.problem} />}
        {shelf.length > 0 && (
          <>
            <h2>{t('shipped')}</h2>
            <ul className={styles.shelf}>
              {shelf.map(({ slug, title }) => (
                <li key={slug}>
                  <a href={`/replay?recording=${slug}`}>
                    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                      <path d="M4.5 2.5v11L13 8z" />
                    </svg>
                    <span>
                      <InlineText>{localized(title)}</InlineText>
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </main>
    </>
  );
}
