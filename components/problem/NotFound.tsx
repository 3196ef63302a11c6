'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { PlainPage } from './PlainPage';

export function NotFound({ theme }: { readonly theme: Theme }) {
  const t = useTranslations('error');
  return (
    <PlainPage title={t('notFound')} theme={theme}>
      <p>{t('notFoundWhy')}</p>
      <Link href="/">{t('notFoundTodo')}</Link>
    </PlainPage>
  );
}
