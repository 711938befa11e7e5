import type {
  ExportReport,
  ImportReport,
  JobResult,
  JobUpdate,
} from '../../../../shared/model/jobs.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

/** The result of an import in one sentence. */
export function importText(report: ImportReport): string {
  const parts = [
    report.added > 0 ? `${counted(report.added, 'conversation')} added` : '',
    report.assistants > 0 ? `${counted(report.assistants, 'assistant')} added` : '',
    report.extended > 0 ? `${report.extended.toLocaleString()} extended` : '',
    report.alreadyThere > 0 ? `${report.alreadyThere.toLocaleString()} already there` : '',
    report.skipped > 0 ? `${report.skipped.toLocaleString()} skipped` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'There were no conversations to import.' : `${parts.join(', ')}.`;
}

function exportText(report: ExportReport): string {
  const name = report.path.split(/[\\/]/u).at(-1) ?? report.path;
  const left =
    report.skipped.length === 0 ? '' : ` ${report.skipped.length.toLocaleString()} left out.`;
  const what =
    report.messages === null
      ? counted(report.conversations, 'conversation')
      : counted(report.messages, 'message');
  const plain =
    report.asPlainText === 0
      ? ''
      : ` ${counted(report.asPlainText, 'text')} took too long to lay out and ${report.asPlainText === 1 ? 'stands' : 'stand'} there as written.`;
  return `${what} exported to “${name}”.${left}${plain}`;
}

/** The outcome of an import or export in one sentence. */
export function endText(result: JobResult): string {
  switch (result.kind) {
    case 'imported':
      return importText(result.report);
    case 'exported':
      return exportText(result.report);
    case 'cancelled':
      return result.report === null ? 'Cancelled.' : `Cancelled. ${importText(result.report)}`;
    case 'failed':
      return result.report === null || result.report.added + result.report.extended === 0
        ? sentenceOf(result.error)
        : `${sentenceOf(result.error)} Before that: ${importText(result.report)}`;
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
