import { t } from '../../../../shared/language/translate.ts';
import styles from '../library.module.css';

/**
 * The filters, each with an example and the key of its effect. `insert` is the text that a press
 * puts into the box. `value` follows it in the example; the others are words of the language.
 */
const filters = [
  { insert: '"', value: null, name: 'exact' },
  { insert: '-', value: null, name: 'without' },
  { insert: 'in:', value: null, name: 'in' },
  { insert: 'from:', value: 'me', name: 'from' },
  { insert: 'model:', value: 'gpt', name: 'model' },
  { insert: 'before:', value: '2025-03', name: 'before' },
  { insert: 'after:', value: '2024', name: 'after' },
  { insert: 'on:', value: '2025-03-31', name: 'on' },
  { insert: 'has:', value: 'code', name: 'has' },
] as const;

type Filter = (typeof filters)[number];

function exampleOf({ insert, value, name }: Filter): string {
  if (value !== null) return insert + value;
  const word = t(`search.filter.${name}.example`);
  return name === 'exact' ? `"${word}"` : insert + word;
}

/** Props of {@link SearchHelp}. */
export interface SearchHelpProps {
  readonly id: string;
  /** Inserts the start of a filter into the box. */
  readonly onInsert: (text: string) => void;
}

/** The query language; each filter can be inserted with one press. */
export function SearchHelp({ id, onInsert }: SearchHelpProps) {
  return (
    <div id={id} className={styles.help} role="group" aria-label={t('search.filters')}>
      <p>{t('search.help')}</p>
      <ul>
        {filters.map((filter) => (
          <li key={filter.insert}>
            <button type="button" className={styles.filter} onClick={() => onInsert(filter.insert)}>
              <code>{exampleOf(filter)}</code>
              <span>{t(`search.filter.${filter.name}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
