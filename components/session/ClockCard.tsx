'use client';

import type { RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Popover } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import { useSend } from '@/components/lab/lab-context';
import { useAmount } from './use-amount';
import type { Left } from './use-left';
import acts from './Acts.module.css';
import styles from './SessionClock.module.css';

export interface ClockCardProps {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly left: Left;
  readonly onClose: () => void;
}

/** What happens at the end, a longer session, and the end now, which is asked for twice. Loaded when it is first opened. */
export function ClockCard({ anchor, left, onClose }: ClockCardProps) {
  const t = useTranslations('session');
  const amount = useAmount();
  const send = useSend();
  const [ending, setEnding] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const isClock = (target: EventTarget | null): boolean => target instanceof Node && anchor.current?.contains(target) === true;

  // A second Enter at the same place must not end it.
  useEffect(() => {
    if (ending) keep.current?.focus();
  }, [ending]);

  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLButtonElement>} />
      <Popover.Portal>
        <Popover.Content
          className={styles.card}
          sideOffset={8}
          collisionPadding={12}
          align="end"
          aria-label={ending ? t('endSure') : t('about')}
          onPointerDownOutside={(event) => isClock(event.target) && event.preventDefault()}
          onCloseAutoFocus={() => anchor.current?.focus()}
        >
          {ending ? (
            <>
              <h2>{t('endSure')}</h2>
              <p>{t('endWhat')}</p>
              <div className={acts.acts}>
                <button ref={keep} type="button" onClick={() => setEnding(false)}>
                  {t('endNo')}
                </button>
                <button
                  type="button"
                  className={acts.end}
                  onClick={() => {
                    send({ type: 'end' });
                    onClose();
                  }}
                >
                  {t('endYes')}
                </button>
              </div>
            </>
          ) : (
            <>
              <h2>{t('left', { time: amount(left.left) })}</h2>
              <p>{t('then')}</p>
              {left.extension === 0 && <p>{t('longest')}</p>}
              <div className={acts.acts}>
                <button type="button" className={acts.end} onClick={() => setEnding(true)}>
                  {t('end')}
                </button>
                {left.extension > 0 && (
                  <button type="button" className={acts.main} onClick={() => send({ type: 'extend' })}>
                    {t('extend', { amount: amount(left.extension) })}
                  </button>
                )}
              </div>
            </>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
