import styles from '../library.module.css';

/**
 * The filters, each with an example and its effect. `insert` is the text that a press puts into the
 * box.
 */
const filters = [
  { insert: '"', example: '"exact words"', meaning: 'just these words, in this order' },
  { insert: '-', example: '-without', meaning: 'leaves out what holds this word' },
  { insert: 'in:', example: 'in:work', meaning: 'a folder' },
  { insert: 'from:', example: 'from:me', meaning: 'me or assistant' },
  { insert: 'model:', example: 'model:gpt', meaning: 'a part of the model’s name' },
  { insert: 'before:', example: 'before:2025-03', meaning: 'a day, month or year' },
  { insert: 'after:', example: 'after:2024', meaning: 'later than that' },
  { insert: 'on:', example: 'on:2025-03-31', meaning: 'in that time' },
  { insert: 'has:', example: 'has:code', meaning: 'code, image or file' },
] as const;

/** Props of {@link SearchHelp}. */
export interface SearchHelpProps {
  readonly id: string;
  /** Inserts the start of a filter into the box. */
  readonly onInsert: (text: string) => void;
}

/** The query language; each filter can be inserted with one press. */
export function SearchHelp({ id, onInsert }: SearchHelpProps) {
  return (
    <div id={id} className={styles.help} role="group" aria-label="Search filters">
      <p>Words may come in any order. To find less:</p>
      <ul>
        {filters.map(({ insert, example, meaning }) => (
          <li key={insert}>
            <button type="button" className={styles.filter} onClick={() => onInsert(insert)}>
              <code>{example}</code>
              <span>{meaning}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
