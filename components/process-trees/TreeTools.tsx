import { useTranslations } from 'use-intl/react';
import styles from './ProcessTrees.module.css';

export interface TreeToolsProps {
  readonly passing: boolean;
  readonly onPassing: (passing: boolean) => void;
  readonly factor: number;
  readonly onZoom: (step: number) => void;
}

export function TreeTools({ passing, onPassing, factor, onZoom }: TreeToolsProps) {
  const t = useTranslations('trees');
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
      <button type="button" aria-pressed={passing} onClick={() => onPassing(!passing)} title={t('passingLong')}>
        {t('passing')}
      </button>
      <span className={styles.zoom}>
        <button type="button" onClick={() => onZoom(1 / 1.2)} aria-label={t('zoomOut')} title={t('zoomOut')}>
          −
        </button>
        <button type="button" onClick={() => onZoom(1 / factor)} title={t('zoomReset')}>
          {Math.round(factor * 100)}%
          <span className="visually-hidden"> {t('zoomReset')}</span>
        </button>
        <button type="button" onClick={() => onZoom(1.2)} aria-label={t('zoomIn')} title={t('zoomIn')}>
          +
        </button>
      </span>
    </div>
  );
}
