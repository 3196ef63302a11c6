'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ParsedRecording } from '@/protocol/recording';
import type { LabPage } from '@/components/lab/lab-page';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { TopBar } from '@/components/top-bar/TopBar';
import { useLocalized } from '@/components/language/language-context';
import { fetchRecording } from './fetch-recording';
import { preload } from './preload';
import { ReplayBench } from './ReplayBench';
import { WrongFile } from './WrongFile';
import styles from './Replay.module.css';

export interface WatchRecordingProps {
  readonly page: LabPage;
  readonly asked: string | null;
  readonly theme: Theme;
  readonly onLeave: () => void;
}

/** The recording that is shipped with a lab, in the place of its session. */
export function WatchRecording({ page, asked, theme, onLeave }: WatchRecordingProps) {
  const t = useTranslations('replay');
  const localized = useLocalized();
  const url = `/labs/${page.slug}/recording.p1`;
  const [parsed, setParsed] = useState<ParsedRecording | null>(null);

  useEffect(() => {
    const leaving = new AbortController();
    void preload();
    void fetchRecording(url, leaving.signal).then((answer) => {
      if (!leaving.signal.aborted) setParsed(answer);
    });
    return () => leaving.abort();
  }, [url]);

  if (parsed?.ok === true) {
    return (
      <ReplayBench page={page} recording={parsed.recording} asked={asked} autoplay={false} theme={theme} name={null}>
        <button type="button" onClick={onLeave}>
          {t('leave')}
        </button>
      </ReplayBench>
    );
  }
  return (
    <>
      <TopBar title={localized(page.title)} theme={theme} />
      <main className={styles.open}>
        {parsed === null ? (
          <p role="status">{t('opening', { name: url })}</p>
        ) : (
          <>
            <WrongFile name={url} problem={parsed.problem} />
            <button type="button" className={styles.plain} onClick={onLeave}>
              {t('leave')}
            </button>
          </>
        )}
      </main>
    </>
  );
}
