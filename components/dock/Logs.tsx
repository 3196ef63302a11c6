'use client';

import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Line } from './Lines';
import { useLogState } from '@/components/lab/lab-context';
import { ContainerPicker } from '@/components/ps/ContainerPicker';
import { harmless } from '@/components/process-trees/shown-text';
import { createEventFilter } from '@/sources/event-filter';
import { Lines } from './Lines';
import styles from './Dock.module.css';

/** What the containers wrote to stdout and stderr. */
export function Logs() {
  const t = useTranslations('dock');
  const { world, events, count } = useLogState();
  const [filter] = useState(() => createEventFilter(['log', 'container-created']));
  const [chosen, setChosen] = useState<string | null>(null);
  const found = filter.of(events, count);
  const containers = [...world.containers.values()];
  const only = chosen !== null && world.containers.has(chosen) ? chosen : null;

  const lines = useMemo((): readonly Line[] => {
    const names = new Map(found.flatMap((event) => (event.type === 'container-created' ? [[event.id, event.name] as const] : [])));
    const width = Math.max(0, ...[...names.values()].map((name) => name.length));
    return found.flatMap((event) =>
      event.type !== 'log' || (only !== null && event.id !== only)
        ? []
        : textLines(event.text).map((text, index): Line => ({
            id: `${event.seq}.${index}`,
            tone: event.stream === 'stderr' ? 'red' : 'plain',
            text: only !== null ? text : <><i>{(names.get(event.id) ?? event.id.slice(0, 12)).padEnd(width)} │ </i>{text}</>,
          })),
    );
  }, [found, only]);

  return (
    <>
      {containers.length > 1 && (
        <div className={styles.bar}>
          <ContainerPicker containers={containers} chosen={only} onChoose={setChosen} all />
        </div>
      )}
      <Lines lines={lines} label={t('logs')} follow empty={t('logsNone')} />
    </>
  );
}

/** Each line made harmless; a line that was ended leaves no empty one. */
export function textLines(text: string): readonly string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/).map(harmless);
}
