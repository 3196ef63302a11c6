'use client';

import { useTranslations } from 'use-intl/react';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { PlainPage } from './PlainPage';

export interface BadLabProps {
  /** `file:line:column: what` each. */
  readonly mistakes: readonly string[];
  readonly theme: Theme;
}

export function BadLab({ mistakes, theme }: BadLabProps) {
  const t = useTranslations('error');
  return (
    <PlainPage title={t('badLab')} theme={theme}>
      <p>{t('badLabWhy')}</p>
      <pre>{mistakes.join('\n')}</pre>
      <p>{t('badLabTodo')}</p>
    </PlainPage>
  );
}
