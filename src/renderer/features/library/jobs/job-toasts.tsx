import { useCallback, useMemo } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { JobUpdate } from '../../../../shared/model/jobs.ts';
import { Button } from '../../../ui/button.tsx';
import { Toast } from '../../../ui/toast.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { endText, isTransfer, reportOf } from './job-text.ts';
import styles from './jobs.module.css';

/** How long the outcome of a job is shown (ms). One with a report to read stays longer. */
const shortly = 12_000;
const longly = 60_000;

function Running({ job }: { readonly job: JobUpdate }) {
  const controller = useController();
  const label = job.kind === 'import' ? t('job.importing') : t('job.exporting');
  return (
    <div className={styles.running}>
      <span className={styles.label}>{label}</span>
      <progress
        className={styles.progress}
        aria-label={label}
        {...(job.total === 0 ? {} : { value: job.done, max: job.total })}
      />
      <Button
        size="small"
        onClick={() => void controller.command('job.cancel', { jobId: job.jobId })}
      >
        {t('common.cancel')}
      </Button>
    </div>
  );
}

function Ended({ job }: { readonly job: JobUpdate }) {
  const controller = useController();
  const { jobId, result } = job;
  const forget = useCallback(() => {
    const { dialog } = controller.store.getState();
    if (dialog?.kind !== 'job_report' || dialog.jobId !== jobId) controller.forgetJob(jobId);
  }, [controller, jobId]);
  if (result === null) return null;
  const hasReport = reportOf(result) !== null;
  const needsReading = hasReport || result.kind === 'failed';
  return (
    <Toast
      onDismiss={forget}
      duration={needsReading ? longly : shortly}
      action={
        hasReport && (
          <Button size="small" onClick={() => controller.setDialog({ kind: 'job_report', jobId })}>
            {t('job.report')}
          </Button>
        )
      }
    >
      {endText(result)}
    </Toast>
  );
}

/** Running imports and exports, and their outcomes. */
export function JobToasts() {
  const all = useApp((state) => state.jobs);
  const jobs = useMemo(() => Object.values(all).filter(isTransfer), [all]);
  return jobs.map((job) =>
    job.result === null ? (
      <Running key={job.jobId} job={job} />
    ) : (
      <Ended key={job.jobId} job={job} />
    ),
  );
}
