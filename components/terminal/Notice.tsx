'use client';

import { useEffect } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Problem } from '@/protocol/wire';
import type { TerminalState } from '@/sources/terminal-link';
import { loginFor } from '@/components/login/next-page';
import { useProblemText } from '@/components/problem/use-problem-text';
import { harmless } from '@/components/process-trees/shown-text';
import styles from './Terminal.module.css';

export interface NoticeProps {
  readonly state: TerminalState;
  /** What was put back just now. */
  readonly files: readonly string[] | null;
  readonly onFilesRead: () => void;
  readonly onAgain: () => void;
  readonly onClose: (() => void) | null;
}

const FILES_MS = 6_000;

/** What the terminal cannot say itself: that it is being made ready, has ended, or was refused. */
export function Notice({ state, files, onFilesRead, onAgain, onClose }: NoticeProps) {
  const t = useTranslations('terminal');
  useEffect(() => {
    if (files === null) return;
    const timer = setTimeout(onFilesRead, FILES_MS);
    return () => clearTimeout(timer);
  }, [files, onFilesRead]);

  if (state.type === 'open') return files === null ? null : <p className={styles.notice} role="status">{t('filesReset', { files: files.map(harmless).join(' ') })}</p>;
  const again = (
    <>
      <button type="button" onClick={onAgain}>{t('again')}</button>
      {onClose !== null && <button type="button" onClick={onClose}>{t('close')}</button>}
    </>
  );
  switch (state.type) {
    case 'connecting':
      return <p className={styles.notice} role="status"><i className={styles.spinner} aria-hidden="true" />{t('connecting')}</p>;
    case 'preparing':
      return <p className={styles.notice} role="status"><i className={styles.spinner} aria-hidden="true" />{t('preparing')} <code>{harmless(state.step).slice(0, 160)}</code></p>;
    case 'reconnecting':
      return <p className={styles.notice} role="status"><i className={styles.spinner} aria-hidden="true" />{t('reconnecting')}</p>;
    case 'ended':
      return <p className={styles.notice} role="status"><span>{state.exitCode === null ? t('ended') : t('endedCode', { code: state.exitCode })}</span>{again}</p>;
    case 'refused':
      return <div className={styles.notice} role="alert"><Refusal problem={state.problem} />{state.problem.code === 'log-in' ? <LogInAgain /> : again}</div>;
    default:
      return state satisfies never;
  }
}

function Refusal({ problem }: { readonly problem: Problem }) {
  const { what, why, todo } = useProblemText(problem);
  return <p><b>{what}</b> {why} {todo}</p>;
}

/** Where the page itself is not led there: its session has ended, say. */
function LogInAgain() {
  const t = useTranslations('login');
  return <button type="button" onClick={() => window.location.assign(loginFor(window.location))}>{t('title')}</button>;
}
