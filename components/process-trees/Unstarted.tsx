import { useTranslations } from 'use-intl/react';
import type { Picture } from './layout';
import { useSourceState, useWorld } from '@/components/lab/lab-context';
import { Refused } from './Refused';
import styles from './ProcessTrees.module.css';

/** What the pane says while no container is in it, and of containers that never came to run. */
export function Unstarted({ picture, scale }: { readonly picture: Picture; readonly scale: number }) {
  const t = useTranslations('trees');
  const session = useTranslations('session');
  const containers = useWorld((world) => world.containers);
  const engine = useWorld((world) => world.engine.state);
  const source = useSourceState();
  if (source.type === 'refused') return <Refused problem={source.problem} />;
  const drawn = new Set(picture.hulls.map((hull) => hull.id));
  const loose = [...containers.values()].filter((container) => !drawn.has(container.id));
  if (loose.length > 0) {
    return (
      <ul className={styles.loose}>
        {loose.map(({ id, name, state, exitCode }) => (
          <li key={id}>
            <b>{name}</b> {exitCode === null ? t(`state.${state}`) : t('looseExit', { state: t(`state.${state}`), code: exitCode })}
          </li>
        ))}
      </ul>
    );
  }
  if (picture.hulls.length > 0) return null;
  const text = source.type === 'recording' ? t('nothingRecorded') : source.type === 'waiting' ? session('waitingShort') : source.type === 'ended' ? session('endedShort') : source.type === 'connecting' ? t('connecting') : engine === 'up' ? t('nothingYet') : engine === 'unknown' ? t('waiting') : t('noEngine');
  return (
    <p className={styles.empty} style={picture.wide && picture.rows.length > 0 ? { marginLeft: picture.insideX * scale } : undefined}>
      {text}
    </p>
  );
}
