'use client';

import type { ChangeEvent } from 'react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { LearnedShelf } from '@/components/learned/learned-shelf';
import type { FileProblem, Shelved } from '@/components/learned/progress-file';
import { LARGEST_FILE, progressFile, readProgressFile } from '@/components/learned/progress-file';
import styles from './ProgressTools.module.css';

export interface ProgressToolsProps {
  readonly shelved: Shelved;
  readonly shelf: LearnedShelf;
}

type Said =
  | { readonly type: 'exported' | 'undone' }
  | { readonly type: 'imported' | 'cleared'; readonly labs: number; readonly undo: () => void }
  | { readonly type: 'refused'; readonly why: FileProblem | 'unreadable'; readonly file: string };

/** Progress lives in this browser: these carry it to another one, and forget it. Whatever they do can be undone. */
export function ProgressTools({ shelved, shelf }: ProgressToolsProps) {
  const t = useTranslations('home.progress');
  const [said, setSaid] = useState<Said | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const labs = Object.keys(shelved).length;

  function save(): void {
    const now = new Date();
    const url = URL.createObjectURL(new Blob([progressFile(shelved, now)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `pid1lab-progress-${now.toISOString().slice(0, 10)}.json`;
    link.click();
    // The browser has begun to save by the time that this task is over.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    setSaid({ type: 'exported' });
  }

  async function load(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    const read = file.size > LARGEST_FILE ? 'too-large' : await file.text().then(readProgressFile, () => 'unreadable' as const);
    // The same file can be chosen again.
    if (input.current !== null) input.current.value = '';
    if (typeof read === 'string') setSaid({ type: 'refused', why: read, file: file.name });
    else setSaid({ type: 'imported', labs: Object.keys(read).length, undo: shelf.add(read) });
  }

  return (
    <>
      <div className={styles.buttons}>
        <button type="button" disabled={labs === 0} onClick={save}>
          {t('export')}
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          {t('import')}
        </button>
        <input ref={input} type="file" accept=".json,application/json" hidden aria-label={t('import')} onChange={(event) => void load(event)} />
        <button type="button" disabled={labs === 0} onClick={() => setSaid({ type: 'cleared', labs, undo: shelf.clear() })}>
          {t('clear')}
        </button>
      </div>
      <div role="status" className={styles.said} data-type={said?.type}>
        {said !== null && <p>{said.type === 'refused' ? t(`refused.${said.why}`, { file: said.file }) : said.type === 'imported' || said.type === 'cleared' ? t(said.type, { labs: said.labs }) : t(said.type)}</p>}
        {said !== null && (said.type === 'imported' || said.type === 'cleared') && (
          <button
            type="button"
            onClick={() => {
              said.undo();
              setSaid({ type: 'undone' });
            }}
          >
            {t('undo')}
          </button>
        )}
      </div>
    </>
  );
}
