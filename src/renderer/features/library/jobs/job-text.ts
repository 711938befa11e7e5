import { listText, sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import type {
  ExportReport,
  ImportReport,
  JobResult,
  JobUpdate,
} from '../../../../shared/model/jobs.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

/** The result of an import in one sentence. */
export function importText(report: ImportReport): string {
  const { added, assistants, extended, alreadyThere, skipped } = report;
  const parts = [
    added > 0 ? t('job.imported.conversations', { count: added }) : '',
    assistants > 0 ? t('job.imported.assistants', { count: assistants }) : '',
    extended > 0 ? t('job.imported.extended', { count: extended }) : '',
    alreadyThere > 0 ? t('job.imported.there', { count: alreadyThere }) : '',
    skipped > 0 ? t('job.imported.skipped', { count: skipped }) : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return t('job.imported.nothing');
  return t('job.imported', { changes: listText(parts) });
}

function exportText(report: ExportReport): string {
  const name = report.path.split(/[\\/]/u).at(-1) ?? report.path;
  const { conversations, messages, skipped, asPlainText } = report;
  return sentences(
    messages === null
      ? t('job.exported.conversations', { count: conversations, file: name })
      : t('job.exported.messages', { count: messages, file: name }),
    skipped.length === 0 ? '' : t('job.exported.left_out', { count: skipped.length }),
    asPlainText === 0 ? '' : t('job.exported.as_written', { count: asPlainText }),
  );
}

/** The outcome of an import or export in one sentence. */
export function endText(result: JobResult): string {
  switch (result.kind) {
    case 'imported':
      return importText(result.report);
    case 'exported':
      return exportText(result.report);
    case 'cancelled':
      return sentences(t('job.cancelled'), result.report === null ? '' : importText(result.report));
    case 'failed':
      return result.report === null || result.report.added + result.report.extended === 0
        ? sentenceOf(result.error)
        : sentences(
            sentenceOf(result.error),
            t('job.before', { report: importText(result.report) }),
          );
    case 'backed_up':
    case 'restored':
    case 'moved':
      return '';
  }
}

/** The report, if it has items to read; null if the sentence says it all. */
export function reportOf(result: JobResult): ImportReport | null {
  switch (result.kind) {
    case 'imported':
    case 'cancelled':
    case 'failed':
      return result.report !== null && result.report.items.length > 0 ? result.report : null;
    case 'exported':
    case 'backed_up':
    case 'restored':
    case 'moved':
      return null;
  }
}

/** True for jobs shown in the corner of the window. Others have a view elsewhere. */
export function isTransfer(job: JobUpdate): boolean {
  return job.kind === 'import' || job.kind === 'export';
}
