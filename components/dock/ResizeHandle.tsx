'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useState } from 'react';
import { keep, recall } from '@/components/lab/browser';
import styles from './Dock.module.css';

const MEMORY = 'pid1lab.dock';
const LEAST = 12;
const MOST = 75;
const USUAL = 24;
const STEP = 4;

/** Moves the edge between the picture and the dock: a share of the window's height, in per cent. */
export function ResizeHandle({ label }: { readonly label: string }) {
  const [share, setShare] = useState(USUAL);

  useEffect(() => {
    const kept = Number(recall(MEMORY));
    if (kept >= LEAST && kept <= MOST) setShare(kept);
  }, []);
  useEffect(() => {
    document.documentElement.style.setProperty('--dock-share', `${share}vh`);
  }, [share]);

  function become(next: number): void {
    const within = Math.round(Math.min(MOST, Math.max(LEAST, next)) * 10) / 10;
    setShare(within);
    keep(MEMORY, String(within));
  }

  function onPointerMove(event: PointerEvent): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) become((1 - event.clientY / window.innerHeight) * 100);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = { ArrowUp: share + STEP, ArrowDown: share - STEP, Home: MOST, End: LEAST }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    become(next);
  }

  return (
    <div
      className={styles.handle}
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={Math.round(share)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => become(USUAL)}
      onKeyDown={onKeyDown}
    />
  );
}
