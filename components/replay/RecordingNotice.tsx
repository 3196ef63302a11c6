'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { useRecording } from '@/components/lab/lab-context';
import { useLanguage } from '@/components/language/language-context';
import { harmless } from '@/components/process-trees/shown-text';
import styles from './Replay.module.css';

/** Says above the guide that this is a recording, which, and leads out of it. */
export function RecordingNotice({ name, children }: { readonly name: string | null; readonly children: ReactNode }) {
  const t = useTranslations('replay');
  const { language } = useLanguage();
  const header = useRecording();
  if (header === null) return null;
  const hides = header.hides.map((code) => (isKnown(code) ? t(`hides.${code}`) : harmless(code)));
  return (
    <aside className={styles.notice} aria-label={t('title')}>
      <p>
        <b>{name === null ? t('title') : harmless(name)}</b>
        <span>{t('recordedAt', { when: new Intl.DateTimeFormat(language === 'zh' ? 'zh-Hans' : 'en', { dateStyle: 'medium' }).format(header.startedAt) })}</span>
      </p>
      <div className={styles.acts}>{children}</div>
      {hides.length > 0 && (
        <details>
          <summary>{t('hidden')}</summary>
          <p>{t('hiddenList', { list: hides.join(language === 'zh' ? '、' : ', ') })}</p>
        </details>
      )}
    </aside>
  );
}

const KNOWN = ['other-processes', 'init-name', 'host-name', 'paths'] as const;

function isKnown(code: string): code is (typeof KNOWN)[number] {
  return (KNOWN as readonly string[]).includes(code);
}
