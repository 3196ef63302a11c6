'use client';

import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Line } from '@/components/dock/Lines';
import { psInside, psLines } from '@/model/ps-view';
import { Lines } from '@/components/dock/Lines';
import { useLab, useLogState, useSourceState } from '@/components/lab/lab-context';
import { harmless } from '@/components/process-trees/shown-text';
import { useSelected } from '@/components/selection/use-selection';
import { usePlay } from '@/components/playhead/use-play';
import { ContainerPicker } from './ContainerPicker';
import { PS_HEADER, psText } from './ps-text';
import { psTone } from './ps-tone';
import styles from '@/components/dock/Dock.module.css';

/** `ps -ef` as the container itself prints it, run again after each change; until it has printed, the same computed from the events. */
export function PsInside() {
  const t = useTranslations('dock');
  const { source } = useLab();
  const present = usePlay().type === 'live';
  const live = useSourceState().type === 'live';
  const { containers, processes, ps: printed } = useLogState().world;
  const selected = useSelected();
  const [chosen, setChosen] = useState<string | null>(null);

  const list = [...containers.values()];
  const ofSelected = selected === null ? undefined : processes.get(selected)?.container;
  const id = [chosen, ofSelected, list.findLast((one) => one.state === 'running')?.id, list.at(-1)?.id].find((one) => one != null && containers.has(one)) ?? null;
  const container = id === null ? undefined : containers.get(id);
  const watched = container?.state === 'running' ? container.name : null;
  const text = id === null ? undefined : printed.get(id)?.text;

  useEffect(() => {
    if (!live || !present || source === null || watched === null) return;
    source.send({ type: 'watch-ps', container: watched });
    return () => void source.send({ type: 'watch-ps', container: null });
  }, [live, present, source, watched]);

  const lines = useMemo((): readonly Line[] => {
    if (container === undefined) return [];
    const command: Line = { id: 'command', text: `$ docker exec ${container.name} ps -ef`, tone: 'teal' };
    if (text !== undefined) {
      return [command, ...psLines({ processes }, container.id, text).map((line, index): Line => {
        const process = line.key === null ? undefined : processes.get(line.key);
        return { id: line.key ?? `line ${index}`, text: harmless(line.text), key: line.key, tone: psTone(process) };
      })];
    }
    return [{ id: 'header', text: PS_HEADER, tone: 'soft' }, ...psInside({ processes }, container.id).map((row): Line => ({ id: row.key, text: psText(row), key: row.key, tone: psTone(row.process) }))];
  }, [container, text, processes]);

  return (
    <>
      <div className={styles.bar}>
        <ContainerPicker containers={list} chosen={id} onChoose={setChosen} />
        {container !== undefined && <p>{text === undefined ? t('psComputed') : watched === null ? t('psLast') : t('psReal')}</p>}
      </div>
      <Lines lines={lines} label={t('psInside')} empty={t('psNone')} />
    </>
  );
}
