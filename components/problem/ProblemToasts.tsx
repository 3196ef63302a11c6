'use client';

import { Toast } from 'radix-ui';
import { useTranslations } from 'use-intl/react';
import type { Noted } from './problems';
import { useProblemText } from './use-problem-text';
import styles from './ProblemToasts.module.css';

export interface ProblemToastsProps {
  readonly list: readonly Noted[];
  readonly onClose: (id: number) => void;
}

/** What happened, why, and what to do; until it is put away. */
export function ProblemToasts({ list, onClose }: ProblemToastsProps) {
  const t = useTranslations('problem');
  return (
    <Toast.Provider duration={20_000} label={t('label')} swipeDirection="right">
      {list.map((noted) => (
        <ProblemToast key={noted.id} noted={noted} onClose={() => onClose(noted.id)} />
      ))}
      <Toast.Viewport className={styles.viewport} label={t('viewport', { hotkey: '{hotkey}' })} />
    </Toast.Provider>
  );
}

function ProblemToast({ noted, onClose }: { readonly noted: Noted; readonly onClose: () => void }) {
  const t = useTranslations('problem');
  const { what, why, todo } = useProblemText(noted.problem);
  return (
    <Toast.Root className={styles.toast} open onOpenChange={(open) => !open && onClose()}>
      <Toast.Title className={styles.what}>
        {what}
        {noted.times > 1 && <small> × {noted.times}</small>}
      </Toast.Title>
      <Toast.Description asChild>
        <div>
          <p className={styles.why}>{why}</p>
          <p className={styles.todo}>{todo}</p>
        </div>
      </Toast.Description>
      <Toast.Close className={styles.close} aria-label={t('close')}>
        ×
      </Toast.Close>
    </Toast.Root>
  );
}
