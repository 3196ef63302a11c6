'use client';

import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslations } from 'use-intl/react';
import type { TerminalLink, TerminalState } from '@/sources/terminal-link';
import type { Screen } from './screen';
import type { TerminalTab } from './desk';
import type { Pane } from './xterm';
import { after, terminalUrl } from '@/components/lab/browser';
import { useLab } from '@/components/lab/lab-context';
import { useLanguage } from '@/components/language/language-context';
import { usePlay } from '@/components/playhead/use-play';
import { connectTerminal } from '@/sources/terminal-link';
import { FindBar } from './FindBar';
import { Notice } from './Notice';
import { Past } from './Past';
import { TerminalTools } from './TerminalTools';
import { createScreen } from './screen';
import { createTape } from './tape';
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
  const { desk, log, problems } = useLab();
  const { language } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | null>(null);
  const past = useRef<Pane | null>(null);
  const link = useRef<TerminalLink | null>(null);
  const [tape] = useState(() => createTape());
  const greeting = useRef(language);
  const [state, setState] = useState<TerminalState>({ type: 'connecting' });
  const [life, setLife] = useState(0);
  const [finding, setFinding] = useState(false);
  const [files, setFiles] = useState<readonly string[] | null>(null);
  const taste = useTerminalTaste();
  const isPast = usePlay().type !== 'live';
  const first = useRef(taste);
  greeting.current = language;

  useEffect(() => {
    desk.tapes.set(tab.key, tape);
    return () => void desk.tapes.delete(tab.key);
  }, [desk, tab.key, tape]);

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
      toPresent();
      mine.focus();
      link.current?.type(new Uint8Array([0x15])); // Ctrl-U: what stands at the prompt makes room
      mine.paste(line);
    }
    // Whoever types wants to see what comes of it.
    function toPresent(): void {
      if (log.play().type !== 'live') log.toLive();
    }
    let isOpen = false;
    const mine = createScreen({
      place: place.current as HTMLDivElement,
      fontSize: first.current.fontSize,
      screenReader: first.current.screenReader,
      type: (bytes) => link.current?.type(bytes),
      typing: toPresent,
      resized() {
        tape.resize(log.latest(), mine.size());
        link.current?.resize();
      },
      find: () => setFinding(true),
      leave,
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
        clear(first) {
          mine.clear();
          tape.begin(log.latest(), mine.size(), first ? 'opened' : 'joined');
        },
        print(bytes, drawn) {
          tape.print(log.latest(), bytes);
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
  }, [session, tab, life, desk, log, tape, problems]);

  useEffect(() => screen.current?.setFontSize(taste.fontSize), [taste.fontSize]);
  // Only what is on screen is read out.
  useEffect(() => screen.current?.setScreenReader(taste.screenReader && !isPast), [taste.screenReader, isPast]);
  useEffect(() => {
    if (!shown) return;
    screen.current?.fit();
    screen.current?.focus();
  }, [shown]);

  function typeNow(type: () => void): void {
    log.toLive();
    screen.current?.focus();
    type();
  }

  function close(): void {
    link.current?.end();
    desk.remove(tab.key);
  }

  const isWorkbench = tab.target.type === 'workbench';
  return (
    <div className={styles.terminal} data-state={state.type} data-past={isPast}>
      <div ref={place} className={styles.place} role="group" aria-label={t('label')} aria-describedby={`${tab.key}-keys`} />
      <p id={`${tab.key}-keys`} className={styles.unseen}>{t('keys')}</p>
      {isPast && shown && (
        <Past
          tape={tape}
          taste={taste}
          pane={past}
          onTyped={(text) => typeNow(() => link.current?.type(new TextEncoder().encode(text)))}
          onPasted={(text) => typeNow(() => screen.current?.paste(text))}
          onFind={() => setFinding(true)}
          onLeave={leave}
          onFocusLost={() => screen.current?.focus()}
        />
      )}
      {finding && <FindBar key={String(isPast)} screen={isPast ? past : screen} onClose={() => setFinding(false)} />}
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

function leave(): void {
  document.querySelector<HTMLElement>('#dock [role="tab"][data-state="active"]')?.focus();
}
