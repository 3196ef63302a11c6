'use client';

import type { KeyboardEvent, RefObject } from 'react';
import { useRef } from 'react';
import type { ShownRow } from './fold-rows';

export interface TreeKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Milliseconds after which typing begins a new word. */
const TYPING = 700;

/** The keys of the ARIA tree pattern: arrows, Home, End, Enter, and typing a pid or a name. */
export function useTreeKeys(rows: readonly ShownRow[], active: string | null, go: (id: string) => void, activate: (id: string) => void, toggle: (row: ShownRow) => void): TreeKeys {
  const typed = useRef({ text: '', at: 0 });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const index = rows.findIndex((row) => row.id === active);
    const row = rows[index];
    if (row === undefined) return;
    const to = target(event.key, row, index);
    if (to !== undefined) {
      go(to.id);
    } else if (event.key === 'Enter' || event.key === ' ') {
      activate(row.id);
    } else if (row.type === 'fold' && ((event.key === 'ArrowRight' && !row.open) || (event.key === 'ArrowLeft' && row.open))) {
      toggle(row);
    } else if (!['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
      return;
    }
    event.preventDefault();
  }

  function target(key: string, row: ShownRow, index: number): ShownRow | undefined {
    switch (key) {
      case 'ArrowDown':
        return rows[index + 1];
      case 'ArrowUp':
        return rows[index - 1];
      case 'ArrowLeft':
        return row.type === 'fold' && row.open ? undefined : rows.find((other) => other.row === row.parentRow);
      case 'ArrowRight':
        return row.type === 'fold' && !row.open ? undefined : rows.find((other) => other.parentRow === row.row);
      case 'Home':
        return rows[0];
      case 'End':
        return rows.at(-1);
      default:
        return key.length === 1 && key !== ' ' ? found(key, index) : undefined;
    }
  }

  /** The next row whose pid or name begins with what was typed. */
  function found(key: string, index: number): ShownRow | undefined {
    const now = performance.now();
    const fresh = now - typed.current.at > TYPING;
    const text = (fresh ? '' : typed.current.text) + key.toLowerCase();
    typed.current = { text, at: now };
    const from = fresh ? index + 1 : index;
    return [...rows.slice(from), ...rows.slice(0, from)].find((row) => row.type === 'process' && (String(row.process.pid).startsWith(text) || row.process.comm.toLowerCase().startsWith(text)));
  }

  return { onKeyDown };
}

/** Scrolls what begins at `top` into view, if it is not; `behind` is what the headings cover. All in px. */
export function reveal(pane: RefObject<HTMLElement | null>, top: number, height: number, behind: number, smooth = false): void {
  const element = pane.current;
  if (element === null) return;
  const below = top + height + behind > element.scrollTop + element.clientHeight;
  const above = top < element.scrollTop;
  if (!below && !above) return;
  // Something taller than the pane is shown from its beginning.
  const to = above || height + behind > element.clientHeight ? top : top + height + behind - element.clientHeight;
  element.scrollTo({ top: Math.max(0, to), behavior: smooth && !window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'instant' });
}
