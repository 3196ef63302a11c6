'use client';

import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { keep, recall } from '@/components/lab/browser';
import { usePageKeys } from './use-page-keys';
import { useView } from './view-state';
import styles from './View.module.css';

const KeyHelp = lazy(() => import('./KeyHelp').then((file) => ({ default: file.KeyHelp })));
const MEMORY = 'pid1lab.single-keys';

/** Present to a room, and what the keys do. */
export function ViewTools() {
  const t = useTranslations('keys');
  const { presents, toggle } = useView();
  const [help, setHelp] = useState(false);
  const [single, setSingle] = useState(true);
  useEffect(() => setSingle(recall(MEMORY) !== 'off'), []);
  usePageKeys(single, () => setHelp(true), toggle);

  function onSingle(on: boolean): void {
    setSingle(on);
    keep(MEMORY, on ? 'on' : 'off');
  }

  return (
    <div className={styles.tools}>
      <button type="button" aria-pressed={presents} onClick={toggle} title={`${t(presents ? 'presentEnd' : 'present')} (V)`} aria-label={t('present')}>
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <path d="M2.5 3.5h15M4 3.5v8.6h12V3.5M10 12.1v2.4M6.6 17l3.4-2.5 3.4 2.5" />
        </svg>
      </button>
      <button type="button" onClick={() => setHelp(true)} title={`${t('title')} (?)`} aria-label={t('title')} aria-haspopup="dialog">
        <b aria-hidden="true">?</b>
      </button>
      {help && (
        <Suspense>
          <KeyHelp single={single} onSingle={onSingle} onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}
