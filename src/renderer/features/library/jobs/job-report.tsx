import { useMemo } from 'react';
import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ImportItem, ImportReport } from '../../../../shared/model/jobs.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { itemNameWords, remarkWords } from '../../../../shared/words/import-words.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { importText, reportOf } from './job-text.ts';
import { rowTops } from '../list/row-window.ts';
import { useRowWindow } from '../list/use-row-window.ts';
import styles from './jobs.module.css';

/** In px; matches the style sheet. */
const itemHeight = 60;

function detailOf(item: ImportItem): string {
  switch (item.kind) {
    case 'added':
      return sentences(
        t('job.item.added', { messages: item.messages }),
        ...item.remarks.map(remarkWords),
      );
    case 'extended':
      return sentences(
        t('job.item.extended', { messages: item.messages }),
        ...item.remarks.map(remarkWords),
      );
    case 'assistant':
      return sentences(
        item.documents === 0
          ? t('job.item.assistant')
          : t('job.item.assistant.documents', { documents: item.documents }),
        item.leftOut === 0 ? '' : t('job.item.left_out', { documents: item.leftOut }),
      );
    case 'assistant_there':
    case 'already_there':
      return t('job.item.there');
    case 'skipped':
      return t('job.item.skipped', { reason: sentenceOf(item.reason) });
  }
}

/** Failures come first. */
const importance: Readonly<Record<ImportItem['kind'], number>> = {
  skipped: 0,
  added: 1,
  assistant: 1,
  extended: 2,
  already_there: 3,
  assistant_there: 3,
};

function Items({ report }: { readonly report: ImportReport }) {
  const controller = useController();
  const items = useMemo(
    () => report.items.toSorted((a, b) => importance[a.kind] - importance[b.kind]),
    [report],
  );
  const tops = useMemo(() => rowTops(items.length, () => itemHeight), [items]);
  const { scrollRef, onScroll, indexes } = useRowWindow(tops, -1);
  return (
    <div ref={scrollRef} className={styles.items} onScroll={onScroll}>
      <ul
        className={styles.itemList}
        style={{ blockSize: tops.at(-1) }}
        aria-label={t('job.items')}
      >
        {indexes.map((index) => {
          const item = items[index];
          if (item === undefined) return null;
          const detail = detailOf(item);
          return (
            <li
              key={index}
              className={styles.item}
              style={{ insetBlockStart: tops[index] ?? 0 }}
              data-kind={item.kind}
            >
              {item.kind === 'skipped' ||
              item.kind === 'assistant' ||
              item.kind === 'assistant_there' ? (
                <span className={styles.itemName} dir="auto">
                  {itemNameWords(item.name)}
                </span>
              ) : (
                <button
                  type="button"
                  className={styles.itemName}
                  dir="auto"
                  onClick={() => {
                    controller.setDialog(null);
                    controller.show(item.conversationId);
                  }}
                >
                  {item.title}
                </button>
              )}
              <span className={styles.detail} title={detail}>
                {detail}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The "Import report" dialog: the result for each conversation and file. */
export function JobReport() {
  const controller = useController();
  const result = useApp((state) =>
    state.dialog?.kind === 'job_report' ? (state.jobs[state.dialog.jobId]?.result ?? null) : null,
  );
  const report = result === null ? null : reportOf(result);
  return (
    <Dialog
      open={report !== null}
      title={t('job.report.title')}
      size="large"
      onClose={() => controller.setDialog(null)}
    >
      {report !== null && (
        <div className={styles.report}>
          <p>{importText(report)}</p>
          <Items report={report} />
        </div>
      )}
    </Dialog>
  );
}
