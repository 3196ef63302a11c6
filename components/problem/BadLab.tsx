'use client';

import { useEffect } from 'react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl/react';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { PlainPage } from './PlainPage';

export interface BadLabProps {
  /** `file:line:column: what` each. */
  readonly mistakes: readonly string[];
  readonly theme: Theme;
}

/** Asks again every so many milliseconds: its author is at work, and watches this page. */
const LOOK_MS = 2000;

export function BadLab({ mistakes, theme }: BadLabProps) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_MS);
    return () => clearInterval(timer);
  }, [router]);
  const t = useTranslations('error');
  return (
    <PlainPage title={t('badLab')} theme={theme}>
      <p>{t('badLabWhy')}</p>
      <pre>{mistakes.join('\n')}</pre>
      <p>{t('badLabTodo')}</p>
    </PlainPage>
  );
}
