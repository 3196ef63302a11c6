'use client';

import { useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { StepPage } from '@/components/lab/lab-page';
import { useLab, useCanAct, useLogState, usePrediction, usePresent, useRecording, useSend, useSourceState } from '@/components/lab/lab-context';
import { createEventFilter } from '@/sources/event-filter';
import { commandsOf } from './commands-of';
import { RunLine } from './RunLine';
import { useFollow } from './use-follow';
import styles from './Guide.module.css';

export function RunLines({ step }: { readonly step: StepPage }) {
  const t = useTranslations('guide');
  const { world, events, count } = useLogState();
  // What may be run is a matter of the present, whatever moment is on screen.
  const present = usePresent((of) => of);
  const send = useSend();
  const { desk } = useLab();
  const canAct = useCanAct();
  const recording = useRecording() !== null;
  const predicted = usePrediction(step.id) !== null;
  const { type } = useSourceState();
  const [filter] = useState(() => createEventFilter(['step-reset', 'command-output']));
  const found = filter.of(events, count);
  const resetAt = useMemo(() => found.findLast((event) => event.type === 'step-reset' && event.step === step.id)?.t ?? 0, [found, step.id]);
  const complaints = useMemo(() => new Map(found.flatMap((event) => (event.type === 'command-output' && event.stream === 'stderr' ? [[event.command, event.text.trim()] as const] : []))), [found]);
  const commands = useMemo(() => commandsOf(world.commands, step.id, step.run, resetAt), [world.commands, step, resetAt]);
  const list = useRef<HTMLUListElement>(null);
  useFollow(list, step.id, commands.filter((command) => command !== null && command.endedAt !== null).length);
  if (step.run.length === 0) return null;

  // What runs in a terminal holds nothing up.
  const going = [...present.commands.values()].filter((command) => command.endedAt === null && !command.typed);
  const busy = going.length > 0 && !recording;
  // What runs for no step of its own brings about a starting state.
  const preparing = going.find((command) => command.step === null);
  const unpredicted = step.predict !== null && !predicted;
  const lockedPredict = t(recording ? 'lockedPredictWatch' : 'lockedPredict');
  const lock = unpredicted ? lockedPredict : !canAct ? t(type === 'waiting' ? 'lockedWaiting' : type === 'ended' ? 'lockedEnded' : 'lockedOffline') : present.engine.state === 'down' && !recording ? t('lockedEngine') : busy ? t('lockedBusy') : null;
  return (
    <section aria-label={t('run')}>
      <ul className={styles.lines} ref={list}>
        {step.run.map((line, index) => {
          const command = commands[index] ?? null;
          const complaint = command === null ? undefined : (command.error ?? complaints.get(command.id));
          return (
            // A line's place is its name on the wire.
            <RunLine key={index} line={line} command={command} complaint={complaint ?? null} lock={lock} recording={recording} onRun={() => send({ type: 'run', step: step.id, line: index })} onCancel={() => send({ type: 'cancel' })} onPut={desk.works ? () => desk.put(line) : null} />
          );
        })}
      </ul>
      <div className={styles.under}>
        {preparing !== undefined && !recording ? (
          <p className={styles.preparing} role="status">
            <i className={styles.spinner} aria-hidden="true" /> {t('preparing')} <code>{preparing.line}</code>
          </p>
        ) : unpredicted ? <p>{lockedPredict}</p> : recording ? <p>{t('watchLong')}</p> : <span />}
        <button type="button" className={styles.quiet} disabled={!canAct} onClick={() => send({ type: 'reset', step: step.id })} title={recording ? undefined : t('resetLong')}>
          {t(recording ? 'toBeginning' : 'reset')}
        </button>
      </div>
    </section>
  );
}
