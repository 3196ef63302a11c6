'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { TerminalTarget } from '@/protocol/terminal-wire';
import { usePresent } from '@/components/lab/lab-context';
import { harmless } from '@/components/process-trees/shown-text';
import styles from './Terminal.module.css';

/** Opens further terminals: another shell, a shell in a container, its log. */
export function NewTerminal({ onOpen }: { readonly onOpen: (target: TerminalTarget) => void }) {
  const t = useTranslations('terminal');
  const containers = usePresent((world) => world.containers);
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    whole.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    function away({ target }: PointerEvent): void {
      if (target instanceof Node && whole.current?.contains(target) !== true) setOpen(false);
    }
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);

  const listed = [...containers.values()];
  const items: readonly { readonly text: string; readonly target: TerminalTarget }[] = [
    { text: t('newShell'), target: { type: 'workbench' } },
    ...listed.filter(({ state }) => state === 'running').map(({ name }) => ({ text: t('shellIn', { name: harmless(name) }), target: { type: 'shell' as const, container: name } })),
    ...listed.map(({ name }) => ({ text: t('logsOf', { name: harmless(name) }), target: { type: 'logs' as const, container: name } })),
  ];

  function choose(target: TerminalTarget): void {
    setOpen(false);
    onOpen(target);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const all = [...(whole.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') {
      setOpen(false);
      button.current?.focus();
    } else if (to !== undefined && open) all[to % all.length]?.focus();
    else return;
    event.preventDefault();
  }

  return (
    <div ref={whole} className={styles.more} onKeyDown={onKeyDown}>
      <button ref={button} type="button" className={styles.plus} aria-haspopup="menu" aria-expanded={open} aria-label={t('new')} title={t('new')} onClick={() => setOpen(!open)}>
        +
      </button>
      {open && (
        <ul className={styles.menu} role="menu" aria-label={t('new')}>
          {items.map(({ text, target }) => (
            <li key={text} role="none">
              <button type="button" role="menuitem" tabIndex={-1} onClick={() => choose(target)}>{text}</button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
