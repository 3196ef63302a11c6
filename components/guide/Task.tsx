'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl/react';
import type { TaskPage } from '@/components/lab/lab-page';
import { useCanAct, usePresent, useRecording, useSend, useWorld } from '@/components/lab/lab-context';
import { useLocalized } from '@/components/language/language-context';
import { InlineText } from './InlineText';
import styles from './Guide.module.css';

export interface TaskProps {
  readonly step: string;
  readonly task: TaskPage;
  /** As the learner left it; null: untouched. */
  readonly draft: string | null;
  readonly onDraft: (text: string | null) => void;
}

/** What the learner is to change, with the text to begin from. What they wrote outlives the page. */
export function Task({ step, task, draft, onDraft }: TaskProps) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  const send = useSend();
  const canAct = useCanAct();
  const recording = useRecording() !== null;
  const up = useWorld((world) => world.engine.state !== 'down') || recording;
  const running = usePresent((world) => [...world.commands.values()].some((command) => command.endedAt === null && !command.typed));
  const building = usePresent((world) => [...world.images.values()].some((image) => image.state === 'building'));
  const busy = !recording && (running || building);
  const text = (recording ? null : draft) ?? task.text;
  const name = useId();
  return (
    <section className={styles.task} aria-labelledby={name}>
      <h2 className={styles.label} id={name}>
        {t('task')}
      </h2>
      <p>
        <InlineText>{localized(task.ask)}</InlineText>
      </p>
      <textarea
        aria-label={t(task.type === 'dockerfile' ? 'taskDockerfile' : 'taskCommand')}
        value={text}
        rows={Math.min(16, Math.max(2, text.split('\n').length + 1))}
        maxLength={16_384}
        wrap="off"
        spellCheck={false}
        readOnly={recording}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => onDraft(event.target.value === task.text ? null : event.target.value)}
      />
      <div className={styles.under}>
        <button type="button" className={styles.run} disabled={!canAct || !up || busy || text.trim() === ''} title={busy ? t('lockedBusy') : undefined} onClick={() => send({ type: 'modify', step, text })}>
          {t(recording ? 'watch' : task.type === 'dockerfile' ? 'taskBuild' : 'taskTry')}
        </button>
        {busy && (
          <button type="button" className={styles.quiet} onClick={() => send({ type: 'cancel' })}>
            <i className={styles.spinner} aria-hidden="true" /> {t('cancel')}
          </button>
        )}
        {recording ? (
          <p>{t('watchTask')}</p>
        ) : (
          <button type="button" className={styles.quiet} disabled={text === task.text} onClick={() => onDraft(null)}>
            {t('taskRestore')}
          </button>
        )}
      </div>
    </section>
  );
}
