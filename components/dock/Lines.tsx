'use client';

import type { ReactNode, UIEvent } from 'react';
import { useLayoutEffect, useRef } from 'react';
import type { ProcKey } from '@/model/process';
import { useLab } from '@/components/lab/lab-context';
import { useLit } from '@/components/selection/use-selection';
import { useRowsInView } from '@/components/viewport/use-rows-in-view';
import styles from './Dock.module.css';

export interface Line {
  readonly id: string;
  readonly text: ReactNode;
  /** The process that the line stands for: it lights up with its twins. */
  readonly key?: ProcKey | null;
  readonly tone?: 'plain' | 'soft' | 'gold' | 'teal' | 'red';
}

export interface LinesProps {
  /** Those in view are asked for. */
  readonly lines: Pick<readonly Line[], 'length' | 'slice'>;
  readonly label: string;
  /** Stays at the end while the reader is there. */
  readonly follow?: boolean;
  readonly empty: ReactNode;
}

/** Lines of a terminal's look, of which only those in view are drawn. Their height is --dock-row. */
export function Lines({ lines, label, follow = false, empty }: LinesProps) {
  const pane = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const rem = typeof window === 'undefined' ? 16 : Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const height = Math.round(rem * 1.3125);
  const { first, end } = useRowsInView(pane, height);

  useLayoutEffect(() => {
    if (follow && atEnd.current && pane.current !== null) pane.current.scrollTop = pane.current.scrollHeight;
  }, [follow, lines]);

  function onScroll({ currentTarget }: UIEvent<HTMLDivElement>): void {
    atEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < height * 2;
  }

  return (
    <div className={styles.pane} ref={pane} onScroll={onScroll} tabIndex={0} role="region" aria-label={label}>
      {lines.length === 0 ? (
        <p className={styles.empty}>{empty}</p>
      ) : (
        <ol ref={list} className={styles.lines} style={{ height: lines.length * height, paddingTop: Math.min(first, lines.length) * height }}>
          {lines.slice(first, end).map((line) => (
            <LineView key={line.id} line={line} height={height} />
          ))}
        </ol>
      )}
    </div>
  );
}

function LineView({ line, height }: { readonly line: Line; readonly height: number }) {
  const { selection } = useLab();
  const key = line.key ?? null;
  const lit = useLit(key);
  if (key === null) {
    return (
      <li data-tone={line.tone} style={{ height }}>
        {line.text}
      </li>
    );
  }
  return (
    <li data-tone={line.tone} data-lit={lit} style={{ height }} onPointerEnter={() => selection.point(key)} onPointerLeave={() => selection.point(null)}>
      <button type="button" aria-pressed={lit} onClick={() => selection.select(selection.selected() === key ? null : key)} onFocus={() => selection.point(key)} onBlur={() => selection.point(null)}>
        {line.text}
      </button>
    </li>
  );
}
