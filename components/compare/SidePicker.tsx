'use client';

import { useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ShelvedRecording } from '@/components/replay/OpenRecording';
import { useLocalized } from '@/components/language/language-context';
import { harmless } from '@/components/process-trees/shown-text';
import type { Side } from './use-sides';
import styles from './Compare.module.css';

export interface SidePickerProps {
  readonly at: 0 | 1;
  readonly side: Side;
  readonly chosen: string | null;
  readonly shelf: readonly ShelvedRecording[];
  readonly onTake: (slug: string) => void;
  readonly onFile: (file: File) => void;
  readonly onChoose: (container: string) => void;
}

/** Which recording, and which of its containers. */
export function SidePicker({ at, side, chosen, shelf, onTake, onFile, onChoose }: SidePickerProps) {
  const t = useTranslations('compare');
  const localized = useLocalized();
  const picker = useRef<HTMLInputElement>(null);
  const stops = side.read?.stops ?? [];
  return (
    <fieldset className={styles.picker}>
      <legend>{t(at === 0 ? 'first' : 'second')}</legend>
      <label>
        {t('recording')}
        <select value={side.slug ?? ''} onChange={(event) => (event.target.value === '' ? picker.current?.click() : onTake(event.target.value))}>
          {shelf.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {localized(title)}
            </option>
          ))}
          <option value="">{side.slug === null ? harmless(side.name) : t('file')}</option>
        </select>
      </label>
      <input ref={picker} type="file" className="visually-hidden" tabIndex={-1} aria-label={t('file')} accept=".p1,.gz,.jsonl" onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file !== undefined) onFile(file);
      }} />
      <label>
        {t('container')}
        <select value={chosen ?? ''} disabled={stops.length === 0} onChange={(event) => onChoose(event.target.value)}>
          {stops.map(({ id, name }) => (
            <option key={id} value={name}>
              {harmless(name)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
