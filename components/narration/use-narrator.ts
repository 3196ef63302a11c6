'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Event } from '@/model/event';
import type { Named, NarrationValue } from '@/model/narration';
import { narrate } from '@/model/narration';
import { harmless } from '@/components/process-trees/shown-text';
import { useLanguage } from '@/components/language/language-context';
import { useLab } from '@/components/lab/lab-context';

export interface Told {
  readonly text: string;
  readonly important: boolean;
}

/** Tells an event of the log in the reader's language. `index`: its place in the log's events, from 0. */
export function useNarrator(): (event: Event, index: number) => Told {
  const t = useTranslations('narration');
  const { whole } = useLab();
  const { language } = useLanguage();
  return useCallback(
    (event, index) => {
      const { sentences, important } = narrate(event, whole.at(index).world, whole.at(index + 1).world);
      const text = sentences.map(({ key, values }) => t(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value)])))).join(language === 'zh' ? '' : ' ');
      return { text: text.slice(0, 500), important };
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what fills the gaps depends on `t` alone
    [t, whole, language],
  );

  function filled(value: NarrationValue): string | number {
    return typeof value === 'number' ? value : typeof value === 'string' ? harmless(value) : nameText(value);
  }

  /** `PID 1 of myredis (sh)`, and on the host `runc (4711)`. */
  function nameText({ pid, comm, inner, container }: Named): string {
    if (container === null || inner === null) return t('host', { comm: harmless(comm), pid: String(pid) });
    return inner === 1 ? t('pid1', { container: harmless(container), comm: harmless(comm) }) : t('inside', { container: harmless(container), comm: harmless(comm), inner: String(inner) });
  }
}
