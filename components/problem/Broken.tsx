'use client';

import { useTranslations } from 'use-intl/react';
import { PlainPage } from './PlainPage';

export function Broken({ what, onRetry }: { readonly what: string; readonly onRetry: () => void }) {
  const t = useTranslations('error');
  return (
    <PlainPage title={t('broken')} theme="system">
      <p>{t('brokenWhy')}</p>
      <pre>{what}</pre>
      <button type="button" onClick={onRetry}>
        {t('retry')}
      </button>
    </PlainPage>
  );
}
