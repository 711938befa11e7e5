import { t } from '../../../shared/language/translate.ts';
import { wordsOf } from '../../ui/filter-options.ts';
import { toggledWord } from './search-choices.ts';
import styles from './models.module.css';

/** The filters by the word that is typed for them. */
const filters = [
  { kind: 'vision', word: 'vision' },
  { kind: 'tools', word: 'tools' },
  { kind: 'reasoning', word: 'reasoning' },
  { kind: 'context', word: '100k' },
  { kind: 'price', word: '$2' },
] as const;

type Kind = (typeof filters)[number]['kind'];

/** What a button shows; a size or a price is shown as it is typed. */
function labelOf(kind: Kind, word: string): string {
  switch (kind) {
    case 'vision':
    case 'tools':
    case 'reasoning':
      return t(`model_filter.${kind}`);
    case 'context':
    case 'price':
      return word;
  }
}

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
    <div role="group" aria-label={t('model_filter.title')} className={styles.filters}>
      {filters.map(({ kind, word }) => (
        <button
          key={word}
          type="button"
          className={styles.filter}
          aria-label={t(`model_filter.${kind}`)}
          aria-pressed={words.includes(word)}
          title={
            kind === 'context' || kind === 'price'
              ? t('model_filter.tooltip', { name: t(`model_filter.${kind}`), word })
              : t('model_filter.tooltip_plain', { word })
          }
          onClick={() => onType(toggledWord(typed, word))}
        >
          {labelOf(kind, word)}
        </button>
      ))}
    </div>
  );
}
