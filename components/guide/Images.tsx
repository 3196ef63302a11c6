import { useTranslations } from 'use-intl/react';
import { harmless } from '@/components/process-trees/shown-text';
import { useLab, useRecording, useWorld } from '@/components/lab/lab-context';
import styles from './Guide.module.css';

/** The lab's images while they are being built, and those that could not be. */
export function Images() {
  const t = useTranslations('guide');
  const { page } = useLab();
  const recording = useRecording() !== null;
  const images = useWorld((world) => world.images);
  const told = page.images.flatMap((tag) => {
    const image = images.get(tag);
    return image === undefined || image.state === 'ready' ? [] : [{ tag, ...image }];
  });
  // What a recording built is built: the reader has nothing to wait for.
  if (told.length === 0 || recording) return null;
  return (
    <section className={styles.images} aria-label={t('images')}>
      <h2 className={styles.label}>{t('images')}</h2>
      <ul>
        {told.map(({ tag, state, progress }) => (
          <li key={tag} data-state={state}>
            {state === 'building' && <i className={styles.spinner} aria-hidden="true" />}
            <code>{tag}</code>
            <small>{state === 'failed' ? t('imageFailed', { why: harmless(progress) }) : harmless(progress)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
