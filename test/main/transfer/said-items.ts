import type { ExportReport, ImportReport } from '../../../src/shared/model/jobs.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import { itemNameWords, remarkWords } from '../../../src/shared/words/import-words.ts';

interface SaidItem {
  readonly kind: string;
  readonly title?: string;
  readonly name?: string;
  readonly reason?: string;
  readonly remarks?: readonly string[];
}

/** The items of an import in words, as a person reads them. */
export function saidItems(report: ImportReport): readonly SaidItem[] {
  return report.items.map((item) => {
    switch (item.kind) {
      case 'added':
      case 'extended':
        return { ...item, remarks: item.remarks.map(remarkWords) };
      case 'assistant':
      case 'assistant_there':
      case 'already_there':
        return item;
      case 'skipped':
        return { ...item, name: itemNameWords(item.name), reason: sentenceOf(item.reason) };
    }
  });
}

/** What an export or a backup left out, in words. */
export function saidSkipped({ skipped }: Pick<ExportReport, 'skipped'>): readonly object[] {
  return skipped.map(({ name, reason }) => ({ name, reason: sentenceOf(reason) }));
}
