'use client';

import type { RefObject } from 'react';
import { Popover } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import type { Engine, World } from '@/model/world';
import styles from './EngineBadge.module.css';

export interface EngineCardProps {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly todo: string;
  readonly command: string | null;
  readonly engine: Engine;
  readonly observer: World['observer'];
  readonly onClose: () => void;
}

/** What the badge says, at length. Loaded when it is first opened. */
export function EngineCard({ anchor, todo, command, engine, observer, onClose }: EngineCardProps) {
  const t = useTranslations('engine');
  const isBadge = (target: EventTarget | null): boolean => target instanceof Node && anchor.current?.contains(target) === true;
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Popover.Portal>
        <Popover.Content
          className={styles.card}
          sideOffset={8}
          collisionPadding={12}
          align="end"
          aria-label={t('facts.engine')}
          onPointerDownOutside={(event) => isBadge(event.target) && event.preventDefault()}
          onCloseAutoFocus={() => anchor.current?.focus()}
        >
          <p>{todo}</p>
          {command !== null && (
            <p>
              <code>{command}</code>
            </p>
          )}
          {observer.reason !== null && <p className={styles.reason}>{observer.reason}</p>}
          <dl>
            <dt>{t('facts.engine')}</dt>
            <dd>{engine.version === null ? t('facts.none') : `${engine.kind} ${engine.version}`}</dd>
            <dt>API</dt>
            <dd>{engine.api ?? '–'}</dd>
            <dt>cgroup</dt>
            <dd>{engine.cgroup ?? '–'}</dd>
            <dt>{t('facts.events')}</dt>
            <dd>{t(`facts.${observer.mode}`)}</dd>
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
