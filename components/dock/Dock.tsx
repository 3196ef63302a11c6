'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { Tabs } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import { useLab } from '@/components/lab/lab-context';
import { PsHost } from '@/components/ps/PsHost';
import { PsInside } from '@/components/ps/PsInside';
import { NewTerminal } from '@/components/terminal/NewTerminal';
import { TerminalPanel } from '@/components/terminal/TerminalPanel';
import { tabOf } from '@/components/terminal/desk';
import { useTerminalName } from '@/components/terminal/use-terminal-name';
import { ResizeHandle } from '@/components/viewport/ResizeHandle';
import { Events } from './Events';
import { Logs } from './Logs';
import { Output } from './Output';
import styles from './Dock.module.css';

/** Only the tab that is open is drawn, and costs; a terminal that was opened stays, with what it shows. */
const TABS = [
  ['psInside', PsInside],
  ['psHost', PsHost],
  ['output', Output],
  ['logs', Logs],
  ['events', Events],
] as const;

export function Dock() {
  const t = useTranslations('dock');
  const nameOf = useTerminalName();
  const { desk } = useLab();
  const { terminals, shown } = useSyncExternalStore(desk.subscribe, desk.state, desk.state);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const isTerminal = shown.startsWith('terminal:');

  useEffect(() => desk.recall(), [desk]);
  useEffect(() => {
    if (isTerminal) setOpened((before) => (before.has(shown) ? before : new Set([...before, shown])));
  }, [shown, isTerminal]);

  return (
    <Tabs.Root className={styles.dock} value={shown} onValueChange={desk.show} activationMode="manual" asChild>
      <section aria-label={t('title')} id="dock">
        <ResizeHandle label={t('resize')} name="dock" />
        <div className={styles.head}>
          <Tabs.List className={styles.tabs} aria-label={t('title')}>
            {terminals.map((tab) => (
              <Tabs.Trigger key={tab.key} value={tabOf(tab.key)}>
                {nameOf(tab)}
              </Tabs.Trigger>
            ))}
            {TABS.map(([name]) => (
              <Tabs.Trigger key={name} value={name}>
                {t(name)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {desk.works && <NewTerminal onOpen={desk.open} />}
          <div ref={setTools} className={styles.tools} />
        </div>
        {terminals.map((tab) => (
          <Tabs.Content key={tab.key} value={tabOf(tab.key)} className={styles.panel} tabIndex={-1} forceMount>
            {(opened.has(tabOf(tab.key)) || shown === tabOf(tab.key)) && <TerminalPanel tab={tab} shown={shown === tabOf(tab.key)} tools={tools} />}
          </Tabs.Content>
        ))}
        {TABS.map(([name, Panel]) => (
          <Tabs.Content key={name} value={name} className={styles.panel} tabIndex={-1}>
            <Panel />
          </Tabs.Content>
        ))}
      </section>
    </Tabs.Root>
  );
}
