'use client';

import { setNonce } from 'get-nonce';
import { Dialog } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import { pageNonce } from './page-nonce';
import styles from './View.module.css';

// A modal dialog holds the page still with a style element of its own.
const nonce = pageNonce();
if (nonce !== undefined) setNonce(nonce);

export interface KeyHelpProps {
  readonly single: boolean;
  readonly onSingle: (on: boolean) => void;
  readonly onClose: () => void;
}

/** Keys by what they are for; `+` between two that are pressed together. */
const SHEET = [
  ['anywhere', [['help', ['?']], ['play', ['Space']], ['step', [',', '.']], ['live', ['L']], ['present', ['V']], ['panes', ['Tab']]]],
  ['tree', [['rows', ['↑', '↓']], ['kin', ['←', '→']], ['ends', ['Home', 'End']], ['details', ['Enter']], ['find', ['a … 9']]]],
  ['time', [['event', ['←', '→']], ['start', ['Home']], ['present2', ['End']]]],
  ['panels', [['tabs', ['←', '→']], ['height', ['↑', '↓']], ['close', ['Esc']]]],
] as const;

/** What can be done without a mouse. */
export function KeyHelp({ single, onSingle, onClose }: KeyHelpProps) {
  const t = useTranslations('keys');
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.sheet} aria-describedby={undefined}>
          <Dialog.Title className={styles.title}>{t('title')}</Dialog.Title>
          <div className={styles.groups}>
            {SHEET.map(([group, keys]) => (
              <section key={group} aria-label={t(`groups.${group}`)}>
                <h3>{t(`groups.${group}`)}</h3>
                <dl>
                  {keys.map(([name, caps]) => (
                    <div key={name}>
                      <dt>
                        {caps.map((cap) => (
                          <kbd key={cap}>{cap === 'Space' ? t('space') : cap}</kbd>
                        ))}
                      </dt>
                      <dd>{t(`does.${name}`)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <label className={styles.single}>
            <input type="checkbox" checked={single} onChange={(event) => onSingle(event.target.checked)} />
            {t('single')}
          </label>
          <Dialog.Close className={styles.close} aria-label={t('closeSheet')}>
            ×
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
