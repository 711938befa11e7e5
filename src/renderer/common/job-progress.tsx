import type { JobResult } from '../../shared/model/jobs.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { Button } from '../ui/button.tsx';
import { ErrorCallout } from '../ui/callout.tsx';
import type { Job } from './use-job.ts';
import styles from './job-progress.module.css';

const number = new Intl.NumberFormat();

function counted(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** The outcome of a job in a sentence; null for a job that shows it elsewhere. */
function endOf(result: JobResult): string | null {
  switch (result.kind) {
    case 'backed_up': {
      const { conversations, path, skipped } = result.report;
      const left =
        skipped.length === 0
          ? ''
          : ` ${counted(skipped.length, 'file', 'files')} could not be read: ${skipped.map(({ name }) => name).join(', ')}.`;
      return `Backed up ${counted(conversations, 'conversation', 'conversations')} to ${path}.${left}`;
    }
    case 'restored': {
      const { added, joined, same, replaced, trashed, failed, items, safetyCopy } = result.report;
      const parts = [
        added > 0 ? `${number.format(added)} added` : '',
        joined > 0 ? `${number.format(joined)} completed` : '',
        replaced > 0 ? `${number.format(replaced)} replaced` : '',
        trashed > 0 ? `${number.format(trashed)} moved to the trash` : '',
        same > 0 ? `${number.format(same)} already there` : '',
      ].filter((part) => part !== '');
      const failures = items.flatMap((item) =>
        item.kind === 'failed' ? [`${item.name} (${sentenceOf(item.reason)})`] : [],
      );
      const failure = failed === 0 ? '' : ` Not restored: ${failures.slice(0, 5).join('; ')}.`;
      const copy = safetyCopy === null ? '' : ` What was there before is in ${safetyCopy}.`;
      return `Restored: ${parts.join(', ') || 'nothing to do'}.${failure}${copy}`;
    }
    case 'moved':
      return `Copied and compared ${counted(result.report.files, 'file', 'files')}. Parley starts again.`;
    case 'cancelled':
      return 'Cancelled.';
    case 'failed':
    case 'imported':
    case 'exported':
      return null;
  }
}

/** The progress of a job and its outcome. Renders nothing before the job starts. */
export function JobProgress({ job, label }: { readonly job: Job; readonly label: string }) {
  const { update, problem, isRunning } = job;
  const result = update?.result ?? null;
  const failure = problem ?? (result?.kind === 'failed' ? sentenceOf(result.error) : null);
  const end = result === null ? null : endOf(result);
  return (
    <div className={styles.job}>
      {isRunning && (
        <div className={styles.running}>
          <progress
            className={styles.bar}
            aria-label={label}
            {...(update === null || update.total === 0
              ? {}
              : { value: update.done, max: update.total })}
          />
          <Button size="small" onClick={job.cancel}>
            Cancel
          </Button>
        </div>
      )}
      <p role="status" className={styles.text}>
        {isRunning ? `${label}…` : end}
      </p>
      {failure !== null && <ErrorCallout>{failure}</ErrorCallout>}
    </div>
  );
}
