import { useTranslations } from 'use-intl/react';
import type { Container } from '@/model/world';
import styles from '@/components/dock/Dock.module.css';

export interface ContainerPickerProps {
  readonly containers: readonly Container[];
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
  /** Also offers all of them at once. */
  readonly all?: boolean;
}

export function ContainerPicker({ containers, chosen, onChoose, all = false }: ContainerPickerProps) {
  const t = useTranslations('dock');
  return (
    <div className={styles.picker} role="group" aria-label={t('container')}>
      {all && containers.length > 1 && (
        <button type="button" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
          {t('all')}
        </button>
      )}
      {containers.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={chosen === id || (all && containers.length === 1)} onClick={() => onChoose(id)}>
          {name}
        </button>
      ))}
    </div>
  );
}
