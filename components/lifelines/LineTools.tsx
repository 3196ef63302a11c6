import { useTranslations } from 'use-intl/react';
import { PlayTools } from '@/components/playhead/PlayTools';
import styles from './Lifelines.module.css';

export interface LineToolsProps {
  readonly onZoom: (factor: number) => void;
  /** To the present, with the window that follows it. */
  readonly onLive: () => void;
}

export function LineTools({ onZoom, onLive }: LineToolsProps) {
  const t = useTranslations('lifelines');
  return (
    <div className={styles.toolbars}>
    <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
      <button type="button" onClick={() => onZoom(1 / 1.5)} aria-label={t('zoomOut')} title={t('zoomOut')}>
        −
      </button>
      <button type="button" onClick={() => onZoom(1.5)} aria-label={t('zoomIn')} title={t('zoomIn')}>
        +
      </button>
    </div>
    <PlayTools onLive={onLive} />
    </div>
  );
}
