import { useState } from 'react';
import { keep, recall } from '@/components/lab/browser';

export interface TerminalTaste {
  /** Pixels. */
  readonly fontSize: number;
  readonly screenReader: boolean;
  readonly grow: (by: number) => void;
  readonly setScreenReader: (on: boolean) => void;
}

const FONT = 'pid1lab.terminal.font';
const READER = 'pid1lab.terminal.reader';
const USUAL = 13;
const LEAST = 9;
const MOST = 28;

/** How this reader likes terminals; remembered by the browser. */
export function useTerminalTaste(): TerminalTaste {
  const [fontSize, setFontSize] = useState(() => {
    const kept = Number(recall(FONT));
    return kept >= LEAST && kept <= MOST ? kept : USUAL;
  });
  const [screenReader, setReader] = useState(() => recall(READER) === 'on');
  return {
    fontSize,
    screenReader,
    grow(by) {
      const next = Math.min(MOST, Math.max(LEAST, fontSize + by));
      setFontSize(next);
      keep(FONT, String(next));
    },
    setScreenReader(on) {
      setReader(on);
      keep(READER, on ? 'on' : 'off');
    },
  };
}
