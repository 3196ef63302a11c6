'use client';

import { useTranslations } from 'use-intl/react';

/** A length of time in words: minutes, or seconds where it is less than one. */
export function useAmount(): (milliseconds: number) => string {
  const t = useTranslations('session');
  return (milliseconds) => (milliseconds < 60_000 ? t('seconds', { count: Math.round(milliseconds / 1000) }) : t('minutes', { count: Math.round(milliseconds / 60_000) }));
}
