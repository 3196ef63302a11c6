import { useTranslations } from 'use-intl/react';
import type { Picture } from './layout';
import { useWorld } from '@/components/lab/lab-context';
import styles from './ProcessTrees.module.css';

export function Headings({ picture, scale }: { readonly picture: Picture; readonly scale: number }) {
  const t = useTranslations('trees');
  const rootNamespace = useWorld((world) => {
    for (const process of world.processes.values()) if (process.role === 'init') return process.pidns;
    return null;
  });
  return (
    <div className={styles.headings} style={{ width: picture.width * scale }}>
      <h2>
        {t('host')}
        {picture.wide && <small>{rootNamespace === null ? t('rootNamespace') : t('rootNamespaceNumber', { pidns: String(rootNamespace) })}</small>}
      </h2>
      <h2 style={{ left: picture.insideX * scale }}>{picture.wide ? t('inside') : t('insideShort')}</h2>
    </div>
  );
}
