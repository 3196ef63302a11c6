'use client';

import { Suspense, lazy, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Engine, World } from '@/model/world';
import type { SourceState } from '@/sources/event-source';
import styles from './EngineBadge.module.css';

const EngineCard = lazy(() => import('./EngineCard').then((file) => ({ default: file.EngineCard })));

export interface EngineBadgeProps {
  readonly source: SourceState['type'];
  readonly engine: Engine;
  readonly observer: World['observer'];
}

/** Where what is on screen comes from; opened, what to do where it does not come. */
export function EngineBadge({ source, engine, observer }: EngineBadgeProps) {
  const t = useTranslations('engine');
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const kind = engine.kind === '' ? 'docker' : engine.kind;
  const name = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} ${shortVersion(engine.version)}`.trim();
  const { tone, text, todo, command } = told();
  return (
    <>
      <button ref={button} type="button" className={styles.badge} data-tone={tone} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={styles.dot} />
        <span role="status">
          {text.split(' · ').map((part, index) => (
            <span key={part} className={index > 0 ? styles.more : undefined}>
              {index > 0 && ' · '}
              {part}
            </span>
          ))}
        </span>
      </button>
      {open && (
        <Suspense>
          <EngineCard anchor={button} todo={todo} command={command} engine={engine} observer={observer} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );

  function told(): { readonly tone: string; readonly text: string; readonly todo: string; readonly command: string | null } {
    if (source === 'connecting') return { tone: 'waits', text: t('connecting'), todo: t('connectingTodo'), command: null };
    if (source === 'reconnecting') return { tone: 'waits', text: t('reconnecting'), todo: t('reconnectingTodo'), command: 'npm start' };
    if (source === 'recording') return { tone: 'past', text: t('recording', { name }), todo: t('recordingTodo'), command: null };
    if (source === 'waiting') return { tone: 'waits', text: t('waiting'), todo: t('waitingTodo'), command: null };
    if (source === 'ended') return { tone: 'waits', text: t('ended'), todo: t('endedTodo'), command: null };
    if (source === 'refused' || source === 'closed') return { tone: 'bad', text: t('refused'), todo: t('refusedTodo'), command: null };
    if (engine.state === 'unknown') return { tone: 'waits', text: t('looking'), todo: t('lookingTodo'), command: null };
    if (engine.state === 'down') return { tone: 'bad', text: t('none'), todo: t('noneTodo'), command: 'npm run engine' };
    if (observer.mode === 'kernel') return { tone: 'good', text: t('live', { name }), todo: t('liveTodo'), command: null };
    if (observer.mode === 'polling') return { tone: 'waits', text: t('polling', { name }), todo: t('pollingTodo'), command: null };
    return { tone: 'waits', text: t('blind', { name }), todo: t('blindTodo'), command: null };
  }
}

/** `20.10` for `20.10.24+dfsg1`. */
function shortVersion(version: string | null): string {
  return version === null ? '' : (/^\d+(?:\.\d+)?/.exec(version)?.[0] ?? version.slice(0, 12));
}
