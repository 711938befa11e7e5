import { wordsOf } from '../../ui/filter-options.ts';
import { toggledWord } from './search-choices.ts';
import styles from './models.module.css';

const filters: readonly { readonly word: string; readonly label: string; readonly name: string }[] =
  [
    { word: 'vision', label: 'Vision', name: 'Vision' },
    { word: 'tools', label: 'Tools', name: 'Tools' },
    { word: 'reasoning', label: 'Reasoning', name: 'Reasoning' },
    { word: '100k', label: '100k', name: 'A context of 100k or more' },
    { word: '$2', label: '$2', name: 'At most $2 for a million tokens of the prompt' },
  ];

/** From how many models on a list has filters; a shorter one is seen at a glance. */
export const filtersFrom = 8;

/** Buttons that put the words of filters into a search for models, or take them out. */
export function ModelFilters({
  typed,
  onType,
}: {
  readonly typed: string;
  readonly onType: (text: string) => void;
}) {
  const words = wordsOf(typed);
  return (
    <div role="group" aria-label="Only models with" className={styles.filters}>
      {filters.map(({ word, label, name }) => (
        <button
          key={word}
          type="button"
          className={styles.filter}
          aria-label={name}
          aria-pressed={words.includes(word)}
          title={name === label ? `Or type “${word}”` : `${name}. Or type “${word}”`}
          onClick={() => onType(toggledWord(typed, word))}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
