'use client';

import { useEffect, useState } from 'react';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import type { Fixed, Shared } from './use-share';
import { useShare } from './use-share';
import { ShareLabel } from './ShareLabel';
import { TerminalItems } from './TerminalItems';
import styles from './Share.module.css';

/** What was done stays to be read for so long, in milliseconds. */
const TOLD_MS = 6000;

const GROUPS = [
  ['this', ['link', 'recording']],
  ['texts', ['psInside', 'psHost', 'events', 'cast']],
  ['pictures', ['trees.svg', 'trees.png', 'lifelines.svg', 'lifelines.png']],
] as const satisfies readonly (readonly [string, readonly Fixed[]])[];

export function ShareMenu() {
  const t = useTranslations('share');
  const [told, setTold] = useState<string | null>(null);
  const share = useShare();

  function perform(what: Shared): void {
    void share.perform(what).then(setTold);
  }

  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);

  return (
    <div className={styles.share}>
      <DropdownMenu.Root defaultOpen modal={false}>
        <DropdownMenu.Trigger className={styles.button}>
          <ShareLabel />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          {/* A card that is closed by opening this one gives the focus back to where it came from. */}
          <DropdownMenu.Content className={styles.menu} align="end" sideOffset={8} collisionPadding={12} onFocusOutside={(event) => event.preventDefault()}>
            {GROUPS.map(([group, items]) => (
              <DropdownMenu.Group key={group}>
                <DropdownMenu.Label className={styles.label}>{t(`group.${group}`)}</DropdownMenu.Label>
                {items.map((item) => (
                  <DropdownMenu.Item key={item} className={styles.item} disabled={share.unavailable(item) !== null} onSelect={() => perform(item)}>
                    {t(`item.${item.replace('.', '-') as 'link'}`)}
                    {share.unavailable(item) !== null && <small>{share.unavailable(item)}</small>}
                  </DropdownMenu.Item>
                ))}
                {group === 'texts' && <TerminalItems onChosen={perform} />}
              </DropdownMenu.Group>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <p className={styles.told} role="status" data-empty={told === null}>
        {told}
      </p>
    </div>
  );
}
