'use client';

import { useTranslations } from 'use-intl/react';
import type { TerminalTab } from './desk';
import { harmless } from '@/components/process-trees/shown-text';

/** What a terminal is called on its tab. */
export function useTerminalName(): (tab: TerminalTab) => string {
  const t = useTranslations('terminal');
  return ({ key, target }) => {
    if (target.type === 'workbench') return key === 'workbench' ? t('title') : t('another');
    return target.type === 'shell' ? t('tabShell', { name: harmless(target.container) }) : t('tabLogs', { name: harmless(target.container) });
  };
}
