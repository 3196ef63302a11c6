'use client';

import { useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import * as z from '@/protocol/zod';
import type { ParsedRecording, Recording } from '@/protocol/recording';
import type { RecordingProblem } from '@/protocol/recording-problem';
import type { LabPage } from '@/components/lab/lab-page';
import type { Theme } from '@/components/theme/ThemeSwitch';
import type { ShelvedRecording } from './OpenRecording';
import { problem } from '@/protocol/codec';
import { fetchRecording, readFile, sameOrigin } from './fetch-recording';
import { OpenRecording } from './OpenRecording';
import { preload } from './preload';
import { recordingPage } from './recording-page';
import { ReplayBench } from './ReplayBench';
import { useFileDrop } from './use-file-drop';
import styles from './Replay.module.css';

// The page's Content-Security-Policy forbids eval; without this zod would try it and be reported.
z.config({ jitless: true });

export interface ReplayPageProps {
  /** What the address asks for: a path on this server. */
  readonly link: string | null;
  /** The lab of that recording, where it is one of the shipped ones. */
  readonly page: LabPage | null;
  readonly asked: string | null;
  readonly shelf: readonly ShelvedRecording[];
  readonly theme: Theme;
}

type Shown =
  | { readonly type: 'none' }
  | { readonly type: 'opening'; readonly name: string }
  | { readonly type: 'wrong'; readonly name: string; readonly problem: RecordingProblem }
  /** `turn` counts the files: each begins with a screen of its own. */
  | { readonly type: 'open'; readonly name: string; readonly recording: Recording; readonly page: LabPage; readonly turn: number };

/** Opens recordings, and plays them: with no engine, and once it is loaded with no server. */
export function ReplayPage({ link, page, asked, shelf, theme }: ReplayPageProps) {
  const t = useTranslations('replay');
  const [shown, setShown] = useState<Shown>(link === null ? { type: 'none' } : { type: 'opening', name: link });

  const show = useCallback((name: string, parsed: ParsedRecording, of: LabPage | null) => {
    setShown((before) => {
      if (!parsed.ok) return { type: 'wrong', name, problem: parsed.problem };
      const { recording } = parsed;
      return { type: 'open', name, recording, page: of ?? recordingPage(recording), turn: before.type === 'open' ? before.turn + 1 : 0 };
    });
  }, []);

  const openFile = useCallback(
    (file: File) => {
      setShown({ type: 'opening', name: file.name });
      void readFile(file).then((parsed) => {
        // The address led to another recording: a link to this one does not exist.
        if (parsed.ok) window.history.replaceState(window.history.state, '', '/replay');
        show(file.name, parsed, null);
      });
    },
    [show],
  );
  const over = useFileDrop(openFile);

  useEffect(() => void preload(), []);

  useEffect(() => {
    if (link === null) return;
    const leaving = new AbortController();
    const url = sameOrigin(link, window.location);
    if (url === null) {
      show(link, { ok: false, problem: problem('recording-elsewhere', 'The recording was not fetched.', 'The link leads to another server.', 'Download the file, then open it here.') }, null);
      return;
    }
    void fetchRecording(url, leaving.signal).then((parsed) => {
      if (!leaving.signal.aborted) show(link.slice(link.lastIndexOf('/') + 1), parsed, page);
    });
    return () => leaving.abort();
  }, [link, page, show]);

  if (shown.type === 'open') {
    const { recording, turn, name } = shown;
    return (
      <>
        <ReplayBench key={turn} page={shown.page} recording={recording} asked={asked} autoplay={asked === null} theme={theme} name={page === null ? name : null}>
          <a href="/replay">{t('another')}</a>
        </ReplayBench>
        {over && <div className={styles.veil}>{t('dropHere')}</div>}
      </>
    );
  }
  return <OpenRecording shelf={shelf} opening={shown.type === 'opening' ? shown.name : null} wrong={shown.type === 'wrong' ? shown : null} over={over} theme={theme} onFile={openFile} />;
}
