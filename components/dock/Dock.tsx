'use client';

import { Tabs } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import { PsHost } from '@/components/ps/PsHost';
import { PsInside } from '@/components/ps/PsInside';
import { Events } from './Events';
import { Logs } from './Logs';
import { Output } from './Output';
import { ResizeHandle } from './ResizeHandle';
import styles from './Dock.module.css';

/** Only the tab that is open is drawn, and costs. Terminals come first here, once there are any. */
const TABS = [
  ['psInside', PsInside],
  ['psHost', PsHost],
  ['output', Output],
  ['logs', Logs],
  ['events', Events],
] as const;

export function Dock() {
  const t = useTranslations('dock');
  return (
    <Tabs.Root className={styles.dock} defaultValue="psInside" asChild>
      <section aria-label={t('title')} id="dock">
        <ResizeHandle label={t('resize')} />
        <Tabs.List className={styles.tabs} aria-label={t('title')}>
          {TABS.map(([name]) => (
            <Tabs.Trigger key={name} value={name}>
              {t(name)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {TABS.map(([name, Panel]) => (
          <Tabs.Content key={name} value={name} className={styles.panel} tabIndex={-1}>
            <Panel />
          </Tabs.Content>
        ))}
      </section>
    </Tabs.Root>
  );
}
