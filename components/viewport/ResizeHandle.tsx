'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { keep, recall } from '@/components/lab/browser';
import styles from './ResizeHandle.module.css';

export interface ResizeHandleProps {
  readonly label: string;
  /** Of the panel that it stands on top of: `--NAME-share` is its height, remembered from visit to visit. */
  readonly name: 'dock' | 'lifelines';
}

const LEAST = 10;
const MOST = 75;
const STEP = 4;

/** Moves the upper edge of a panel: a share of the window's height, in per cent. Until it is moved the panel has its own height; a double click gives that back. */
export function ResizeHandle({ label, name }: ResizeHandleProps) {
  const [share, setShare] = useState<number | null>(null);
  const handle = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const kept = Number(recall(`pid1lab.${name}`));
    if (kept >= LEAST && kept <= MOST) setShare(kept);
  }, [name]);
  useEffect(() => {
    const { style } = document.documentElement;
    if (share === null) style.removeProperty(`--${name}-share`);
    else style.setProperty(`--${name}-share`, `${share}vh`);
  }, [name, share]);

  function become(next: number | null): void {
    const within = next === null ? null : Math.round(Math.min(MOST, Math.max(LEAST, next)) * 10) / 10;
    setShare(within);
    keep(`pid1lab.${name}`, within === null ? '' : String(within));
  }

  /** The share at which the panel's edge would stand at `y`, px from the window's top. */
  function shareAt(y: number): number {
    const bottom = handle.current?.parentElement?.getBoundingClientRect().bottom ?? window.innerHeight;
    return ((bottom - y) / window.innerHeight) * 100;
  }

  function onPointerMove(event: PointerEvent): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) become(shareAt(event.clientY));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const now = share ?? shareAt(handle.current?.parentElement?.getBoundingClientRect().top ?? 0);
    const next = { ArrowUp: now + STEP, ArrowDown: now - STEP, Home: MOST, End: LEAST }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    become(next);
  }

  return (
    <div
      ref={handle}
      className={styles.handle}
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuenow={Math.round(share ?? 25)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => become(null)}
      onKeyDown={onKeyDown}
    />
  );
}
