'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ShownRow } from './fold-rows';
import { useWorld } from '@/components/lab/lab-context';
import { pillText } from './shown-text';

/** A row in words, for whoever cannot see it. */
export function useRowLabel(): (row: ShownRow) => string {
  const t = useTranslations('trees');
  const containers = useWorld((world) => world.containers);
  return useCallback(
    (row) => {
      if (row.type === 'fold') return row.open ? t('foldLess', { comm: row.like.process.comm }) : t('foldMore', { count: row.count, comm: row.like.process.comm });
      const { process, inside } = row;
      const name = process.container === null ? undefined : containers.get(process.container)?.name;
      const where = inside === null || name === undefined ? t('rowHost', { pid: process.pid, command: pillText(process).slice(0, 300) }) : t('rowBoth', { pid: process.pid, inside: inside.pid ?? '?', ppid: inside.ppid ?? '?', name, command: pillText(process).slice(0, 300) });
      return process.life === 'alive' ? where : `${where}, ${t(process.life)}`;
    },
    [t, containers],
  );
}
