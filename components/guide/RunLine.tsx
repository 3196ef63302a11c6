'use client';

import { useTranslations } from 'use-intl/react';
import type { Command } from '@/model/world';
import { harmless } from '@/components/process-trees/shown-text';
import { seconds } from '@/components/process-trees/use-captions';
import { useElapsed } from './use-elapsed';
import styles from './Guide.module.css';

export interface RunLineProps {
  readonly line: string;
  readonly command: Command | null;
  /** What the command said when it failed. */
  readonly complaint: string | null;
  /** Why it cannot be run now; null: it can. */
  readonly lock: string | null;
  /** Running shows how it was, and does nothing. */
  readonly recording: boolean;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  /** Puts the line into the terminal; null: there is none. */
  readonly onPut: (() => void) | null;
}

export function RunLine({ line, command, complaint, lock, recording, onRun, onCancel, onPut }: RunLineProps) {
  const t = useTranslations('guide');
  const running = command !== null && command.endedAt === null;
  const failed = command !== null && command.endedAt !== null && command.exitCode !== 0;
  return (
    <li className={styles.line} data-state={command === null ? 'waits' : running ? 'runs' : failed ? 'failed' : 'done'}>
      <code>
        <span aria-hidden="true">$ </span>
        <Words line={line} />
      </code>
      <div className={styles.act}>
        {onPut !== null && (
          <button type="button" className={styles.again} onClick={onPut} title={t('put')} aria-label={t('putLine', { line })}>
            <svg viewBox="0 0 20 20" width="15" height="15" aria-hidden="true">
              <path d="m3.5 5 4.5 5-4.5 5M10.5 15h6" fill="none" stroke="currentColor" strokeWidth="1.8" />
            </svg>
          </button>
        )}
        {command === null ? (
          <button type="button" className={styles.run} disabled={lock !== null} title={lock ?? undefined} onClick={onRun} aria-label={t(recording ? 'watchLine' : 'runLine', { line })}>
            {t(recording ? 'watch' : 'runShort')}
          </button>
        ) : running ? (
          <>
            {command.ahead === null ? <Elapsed since={command.startedAt} /> : <Turn ahead={command.ahead} />}
            {!command.typed && (
              <button type="button" className={styles.again} onClick={onCancel} title={t(recording ? 'watchPause' : 'cancel')} aria-label={recording ? t('watchPause') : t('cancelLine', { line })}>
                ✕
              </button>
            )}
          </>
        ) : (
          <>
            <span className={styles.took}>
              {failed ? `✗ ${t('exitCode', { code: command.exitCode ?? '?' })} · ` : '✓ '}
              {seconds((command.endedAt ?? 0) - command.startedAt)} s
            </span>
            <button type="button" className={styles.again} disabled={lock !== null} onClick={onRun} title={lock ?? t(recording ? 'watchAgainShort' : 'again')} aria-label={t(recording ? 'watchAgain' : 'runAgain', { line })}>
              ↻
            </button>
          </>
        )}
      </div>
      {failed && complaint !== null && complaint !== '' && <p className={styles.error}>{harmless(complaint.slice(-600))}</p>}
    </li>
  );
}

/** Lines break between words, not at the hyphen of an option. */
function Words({ line }: { readonly line: string }) {
  return line.split(/(?<= )/).map((word, index) => (
    // The words of a line have no identity but their place.
    <b key={index}>{word}</b>
  ));
}

/** Others' commands come first. */
function Turn({ ahead }: { readonly ahead: number }) {
  const t = useTranslations('guide');
  return (
    <span className={styles.took} role="status" title={t('turnLong', { place: ahead + 1 })}>
      <i className={styles.spinner} aria-hidden="true" />
      <span aria-hidden="true">{t('turn', { place: ahead + 1 })}</span>
      <span className="visually-hidden">{t('turnLong', { place: ahead + 1 })}</span>
    </span>
  );
}

function Elapsed({ since }: { readonly since: number }) {
  const elapsed = useElapsed(since);
  return (
    <span className={styles.took} role="timer">
      <i className={styles.spinner} aria-hidden="true" />
      {(elapsed / 1000).toFixed(1)} s
    </span>
  );
}
