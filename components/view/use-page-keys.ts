'use client';

import { useEffect, useRef } from 'react';
import { useLab } from '@/components/lab/lab-context';

/** Where letters are typed, or mean something of their own: a tree finds by them, a terminal sends them. */
const OWN_KEYS = 'input:not([type=radio]), textarea, select, [contenteditable], .xterm, [role=tree], [role=dialog]';
/** Where space presses. */
const PRESSED = 'button, a, summary, input, [role=tab], [role=treeitem], [role=separator]';

/**
 * The keys that work wherever the focus is: play and pause, step, the present, the view, the help sheet. Single keys
 * can be turned off, since who speaks to a computer may say them by accident (WCAG 2.2, 2.1.4); `?` stays.
 */
export function usePageKeys(on: boolean, onHelp: () => void, onView: () => void): void {
  const { log } = useLab();
  const latest = useRef({ on, onHelp, onView });
  useEffect(() => {
    latest.current = { on, onHelp, onView };
  });

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || target.closest(OWN_KEYS) !== null) return;
      if (!act(event.key, target)) return;
      event.preventDefault();
    }

    function act(key: string, target: Element): boolean {
      if (key === '?') latest.current.onHelp();
      else if (!latest.current.on) return false;
      else if (key === ' ' && target.closest(PRESSED) === null) log.toggle();
      else if (key === ',') log.step(-1);
      else if (key === '.') log.step(1);
      else if (key.toLowerCase() === 'l') log.toLive();
      else if (key.toLowerCase() === 'v') latest.current.onView();
      else return false;
      return true;
    }

    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [log]);
}
