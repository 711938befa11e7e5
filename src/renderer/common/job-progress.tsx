import { listText, sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import type { JobResult } from '../../shared/model/jobs.ts';
import { sentenceOf } from '../../shared/words/error-words.ts';
import { Button } from '../ui/button.tsx';
import { ErrorCallout } from '../ui/callout.tsx';
import type { Job } from './use-job.ts';
import styles from './job-progress.module.css';

type Ended<K extends JobResult['kind']> = Extract<JobResult, { kind: K }>;

function backedUp({ report: { conversations, path, skipped } }: Ended<'backed_up'>): string {
  const names = listText(skipped.map(({ name }) => name));
  return sentences(
    t('job.backed_up', { count: conversations, path }),
    skipped.length === 0 ? '' : t('job.backed_up.unreadable', { count: skipped.length, names }),
  );
}

function restored({ report }: Ended<'restored'>): string {
  const { added, joined, same, replaced, trashed, failed, items, safetyCopy } = report;
  const changes = [
    added > 0 ? t('job.restored.added', { count: added }) : '',
    joined > 0 ? t('job.restored.completed', { count: joined }) : '',
    replaced > 0 ? t('job.restored.replaced', { count: replaced }) : '',
    trashed > 0 ? t('job.restored.trashed', { count: trashed }) : '',
    same > 0 ? t('job.restored.same', { count: same }) : '',
  ].filter((change) => change !== '');
  const failures = items.flatMap((item) =>
    item.kind === 'failed'
      ? [t('job.restored.failed_item', { name: item.name, reason: sentenceOf(item.reason) })]
      : [],
  );
  return sentences(
    changes.length === 0
      ? t('job.restored.nothing')
      : t('job.restored', { changes: listText(changes) }),
    failed === 0 ? '' : t('job.restored.failed', { items: listText(failures.slice(0, 5)) }),
    safetyCopy === null ? '' : t('job.restored.safety_copy', { path: safetyCopy }),
  );
}

/** The outcome of a job in a sentence; null for a job that shows it elsewhere. */
function endOf(result: JobResult): string | null {
  switch (result.kind) {
    case 'backed_up':
      return backedUp(result);
    case 'restored':
      return restored(result);
    case 'moved':
      return t('job.moved', { count: result.report.files });
    case 'cancelled':
      return t('job.cancelled');
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
            {t('common.cancel')}
          </Button>
        </div>
      )}
      <p role="status" className={styles.text}>
        {isRunning ? t('job.running', { work: label }) : end}
      </p>
      {failure !== null && <ErrorCallout>{failure}</ErrorCallout>}
    </div>
  );
}
