import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ImportedAssistants } from '../../../../shared/model/assistants/imported.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import styles from './assistants.module.css';

/** How many assistants are listed with what was left out of each. */
const maxListed = 20;

/** What an import added, and what it could not take over. */
export function ImportReport({ report }: { readonly report: ImportedAssistants }) {
  const { added, skipped } = report;
  if (added.length === 0 && skipped.length === 0) return null;
  const partial = added.filter(({ leftOut }) => leftOut.length > 0);
  return (
    <div role="status" className={styles.report}>
      <p>{t('settings.assistants.imported', { count: added.length })}</p>
      {(partial.length > 0 || skipped.length > 0) && (
        <ul>
          {partial.slice(0, maxListed).map(({ id, name, leftOut }) => (
            <li key={id}>
              <RichMessage
                id="settings.assistants.imported.left_out"
                values={{
                  name: () => <bdi>{visibleText(name)}</bdi>,
                  parts: listText(leftOut.map(visibleText)),
                }}
              />
            </li>
          ))}
          {partial.length > maxListed && (
            <li>{t('settings.assistants.imported.more', { count: partial.length - maxListed })}</li>
          )}
          {skipped.slice(0, maxListed).map(({ name, reason }, index) => (
            <li key={index}>
              <RichMessage
                id="settings.assistants.imported.skipped"
                values={{
                  name: () => <bdi>{visibleText(name)}</bdi>,
                  reason: sentenceOf(reason),
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
