import { clsx } from 'clsx';
import type { Localized } from '@/protocol/lab';
import { useLocalized } from '@/components/language/language-context';
import { InlineText } from './InlineText';
import styles from './Guide.module.css';

export interface ChoicesProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Localized[];
  readonly chosen: number | null;
  /** Set: the answer stands, and this option is marked as right. */
  readonly right: number | null;
  readonly locked: boolean;
  readonly onChoose: (choice: number) => void;
}

export function Choices({ name, label, options, chosen, right, locked, onChoose }: ChoicesProps) {
  const localized = useLocalized();
  return (
    <div className={styles.options} role="radiogroup" aria-label={label}>
      {options.map((option, index) => (
        // Options are a fixed list; their place is what the answer counts by.
        <label key={index} className={clsx(styles.option, right === index && styles.right, right !== null && chosen === index && right !== index && styles.wrong)}>
          <input type="radio" name={name} checked={chosen === index} disabled={locked && chosen !== index} onChange={() => !locked && onChoose(index)} />
          <span>
            <InlineText>{localized(option)}</InlineText>
          </span>
        </label>
      ))}
    </div>
  );
}
