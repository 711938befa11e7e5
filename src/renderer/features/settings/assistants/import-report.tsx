import type { ImportedAssistants } from '../../../../shared/model/assistants/imported.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import styles from './assistants.module.css';

/** How many assistants are listed with what was left out of each. */
const maxListed = 20;

function addedWords(count: number): string {
  if (count === 0) return 'No assistant was imported.';
  return count === 1
    ? '1 assistant was imported.'
    : `${count.toLocaleString()} assistants were imported.`;
}

/** What an import added, and what it could not take over. */
export function ImportReport({ report }: { readonly report: ImportedAssistants }) {
  const { added, skipped } = report;
  if (added.length === 0 && skipped.length === 0) return null;
  const partial = added.filter(({ leftOut }) => leftOut.length > 0);
  return (
    <div role="status" className={styles.report}>
      <p>{addedWords(added.length)}</p>
      {(partial.length > 0 || skipped.length > 0) && (
        <ul>
          {partial.slice(0, maxListed).map(({ id, name, leftOut }) => (
            <li key={id}>
              <bdi>{visibleText(name)}</bdi>, left out: {visibleText(leftOut.join(', '))}
            </li>
          ))}
          {partial.length > maxListed && (
            <li>And {(partial.length - maxListed).toLocaleString()} more.</li>
          )}
          {skipped.slice(0, maxListed).map(({ name, reason }, index) => (
            <li key={index}>
              <bdi>{visibleText(name)}</bdi>: {sentenceOf(reason)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
