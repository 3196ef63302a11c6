'use client';

import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import type { Shared } from './use-share';
import { useLab } from '@/components/lab/lab-context';
import { tabOf } from '@/components/terminal/desk';
import { drawnAt } from '@/components/terminal/tape';
import { useTerminalName } from '@/components/terminal/use-terminal-name';
import styles from './Share.module.css';

/** The terminals that were opened on this page, as they are when the menu opens. */
export function TerminalItems({ onChosen }: { readonly onChosen: (what: Shared) => void }) {
  const t = useTranslations('share');
  const nameOf = useTerminalName();
  const { desk, log } = useLab();
  return desk.state().terminals.map((tab) => {
    const tape = desk.tapes.get(tab.key);
    if (tape === undefined) return null;
    const blank = drawnAt(tape.pieces(), log.now()) === 0;
    return (
      <DropdownMenu.Item key={tab.key} className={styles.item} disabled={blank} onSelect={() => onChosen(tabOf(tab.key))}>
        {t('item.terminal', { name: nameOf(tab) })}
        {blank && <small>{t('blank')}</small>}
      </DropdownMenu.Item>
    );
  });
}
