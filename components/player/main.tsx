/** The entry of a page that holds one recording and everything that plays it: `npm run player` (scripts/player.mjs) puts it together. */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { ParsedRecording } from '@/protocol/recording';
import en from '@/components/language/en.json';
import zh from '@/components/language/zh.json';
import { LanguageProvider } from '@/components/language/language-context';
import { recordingPage } from '@/components/replay/recording-page';
import { ReplayBench } from '@/components/replay/ReplayBench';
import { WrongFile } from '@/components/replay/WrongFile';
import { readRecording } from '@/sources/read-recording';

function Player({ parsed, name }: { readonly parsed: ParsedRecording; readonly name: string }) {
  const [page] = useState(() => (parsed.ok ? recordingPage(parsed.recording) : null));
  if (!parsed.ok || page === null) return parsed.ok ? null : <WrongFile name={name} problem={parsed.problem} />;
  return (
    <ReplayBench page={page} recording={parsed.recording} asked={new URLSearchParams(window.location.search).get('step')} autoplay theme="system" name={name}>
      {null}
    </ReplayBench>
  );
}

const MESSAGES = { en, zh };
const language = navigator.language.startsWith('zh') ? 'zh' : 'en';
const holder = document.getElementById('recording');
const packed = Uint8Array.from(atob((holder?.textContent ?? '').trim()), (character) => character.charCodeAt(0));
void readRecording(packed).then((parsed) => {
  createRoot(document.getElementById('player') as HTMLElement).render(
    <LanguageProvider initial={language} messages={MESSAGES[language]}>
      <Player parsed={parsed} name={holder?.dataset['name'] ?? ''} />
    </LanguageProvider>,
  );
});
