'use client';

import { useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { TaskPage } from '@/components/lab/lab-page';
import { useCanAct, useRecording, useSend, useWorld } from '@/components/lab/lab-context';
import { useLocalized } from '@/components/language/language-context';
import { InlineText } from './InlineText';
import styles from './Guide.module.css';

/** What the learner is to change, with the text to begin from. */
export function Task({ step, task }: { readonly step: string; readonly task: TaskPage }) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  const send = useSend();
  const canAct = useCanAct();
  const recording = useRecording() !== null;
  const up = useWorld((world) => world.engine.state !== 'down') || recording;
  const [text, setText] = useState(task.text);
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
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.under}>
        <button type="button" className={styles.run} disabled={!canAct || !up || text.trim() === ''} onClick={() => send({ type: 'modify', step, text })}>
          {t(recording ? 'watch' : task.type === 'dockerfile' ? 'taskBuild' : 'taskTry')}
        </button>
        {recording ? (
          <p>{t('watchTask')}</p>
        ) : (
          <button type="button" className={styles.quiet} disabled={text === task.text} onClick={() => setText(task.text)}>
            {t('taskRestore')}
          </button>
        )}
      </div>
    </section>
  );
}
