'use client';

import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl/react';
import type { TerminalLink, TerminalState } from '@/sources/terminal-link';
import type { Screen } from './screen';
import type { TerminalTab } from './desk';
import { after, terminalUrl } from '@/components/lab/browser';
import { useLab } from '@/components/lab/lab-context';
import { useLanguage } from '@/components/language/language-context';
import { connectTerminal } from '@/sources/terminal-link';
import { FindBar } from './FindBar';
import { Notice } from './Notice';
import { TerminalTools } from './TerminalTools';
import { createScreen } from './screen';
import { useTerminalTaste } from './use-terminal-taste';
import styles from './Terminal.module.css';

export interface TerminalViewProps {
  readonly tab: TerminalTab;
  readonly session: string;
  readonly shown: boolean;
  /** Where its tools are drawn: beside the tabs. */
  readonly tools: HTMLElement | null;
}

/** After so many milliseconds without output a shell waits at its prompt. */
const PROMPT_MS = 250;

/** One terminal. Loaded when the first is opened. */
export function TerminalView({ tab, session, shown, tools }: TerminalViewProps) {
  const t = useTranslations('terminal');
  const { desk, problems } = useLab();
  const { language } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | null>(null);
  const link = useRef<TerminalLink | null>(null);
  const greeting = useRef(language);
  const [state, setState] = useState<TerminalState>({ type: 'connecting' });
  const [life, setLife] = useState(0);
  const [finding, setFinding] = useState(false);
  const [files, setFiles] = useState<readonly string[] | null>(null);
  const taste = useTerminalTaste();
  const first = useRef(taste);
  greeting.current = language;

  useEffect(() => {
    let stopWaiting: (() => void) | null = null;
    // A line waits for the prompt: what comes before it the terminal itself would echo, and the shell again.
    function settle(): void {
      stopWaiting?.();
      if (tab.key !== 'workbench') return;
      stopWaiting = after(PROMPT_MS, () => {
        stopWaiting = null;
        takeLine();
      });
    }
    function takeLine(): void {
      const line = desk.state().line;
      if (line === null || stopWaiting !== null || !isOpen) return;
      desk.taken();
      mine.focus();
      link.current?.type(new Uint8Array([0x15])); // Ctrl-U: what stands at the prompt makes room
      mine.paste(line);
    }
    let isOpen = false;
    const mine = createScreen({
      place: place.current as HTMLDivElement,
      fontSize: first.current.fontSize,
      screenReader: first.current.screenReader,
      type: (bytes) => link.current?.type(bytes),
      resized: () => link.current?.resize(),
      find: () => setFinding(true),
      leave: () => document.querySelector<HTMLElement>('#dock [role="tab"][data-state="active"]')?.focus(),
    });
    screen.current = mine;
    const connected = connectTerminal({
      session, key: tab.key, target: tab.target, language: greeting.current, size: mine.size, after, random: Math.random,
      connect: () => new WebSocket(terminalUrl(window.location)),
      sink: {
        state(next) {
          isOpen = next.type === 'open';
          setState(next);
        },
        clear: mine.clear,
        print(bytes, drawn) {
          mine.print(bytes, drawn);
          settle();
        },
        problem: problems.add,
        filesReset: setFiles,
      },
    });
    link.current = connected;
    const stop = tab.key === 'workbench' ? desk.subscribe(takeLine) : undefined;
    return () => {
      stopWaiting?.();
      stop?.();
      connected.leave();
      mine.destroy();
      screen.current = link.current = null;
    };
  }, [session, tab, life, desk, problems]);

  useEffect(() => screen.current?.setFontSize(taste.fontSize), [taste.fontSize]);
  useEffect(() => screen.current?.setScreenReader(taste.screenReader), [taste.screenReader]);
  useEffect(() => {
    if (!shown) return;
    screen.current?.fit();
    screen.current?.focus();
  }, [shown]);

  function close(): void {
    link.current?.end();
    desk.remove(tab.key);
  }

  const isWorkbench = tab.target.type === 'workbench';
  return (
    <div className={styles.terminal} data-state={state.type}>
      <div ref={place} className={styles.place} role="group" aria-label={t('label')} aria-describedby={`${tab.key}-keys`} />
      <p id={`${tab.key}-keys`} className={styles.unseen}>{t('keys')}</p>
      {finding && <FindBar screen={screen} onClose={() => setFinding(false)} />}
      <Notice state={state} files={files} onFilesRead={() => setFiles(null)} onAgain={() => setLife(life + 1)} onClose={tab.key === 'workbench' ? null : close} />
      {shown && tools !== null && createPortal(
        <TerminalTools
          taste={taste}
          onFind={() => setFinding(!finding)}
          onResetFiles={isWorkbench && state.type === 'open' ? () => link.current?.resetFiles() : null}
          onClose={tab.key === 'workbench' ? null : close}
        />,
        tools,
      )}
    </div>
  );
}
