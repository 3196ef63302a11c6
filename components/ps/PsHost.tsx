'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Line } from '@/components/dock/Lines';
import { psHost } from '@/model/ps-view';
import { Lines } from '@/components/dock/Lines';
import { useLogState } from '@/components/lab/lab-context';
import { PS_HEADER, psText } from './ps-text';
import { psTone } from './ps-tone';

/** The same processes as the host numbers them. */
export function PsHost() {
  const t = useTranslations('dock');
  const { processes } = useLogState().world;
  const lines = useMemo((): readonly Line[] => {
    const rows = psHost({ processes });
    if (rows.length === 0) return [];
    return [
      { id: 'command', text: '$ ps -ef', tone: 'teal' },
      { id: 'header', text: PS_HEADER, tone: 'soft' },
      ...rows.map((row): Line => ({ id: row.key, text: psText(row), key: row.key, tone: psTone(row.process) })),
    ];
  }, [processes]);
  return <Lines lines={lines} label={t('psHost')} empty={t('psHostNone')} />;
}
