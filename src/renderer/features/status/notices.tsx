import { useState } from 'react';
import X from 'lucide-react/icons/x';
import { t } from '../../../shared/language/translate.ts';
import type { StorageStatus } from '../../../shared/contract/index.ts';
import type { News } from '../../../shared/model/news.ts';
import { newsWords } from '../../../shared/words/news-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorCallout, NoteCallout } from '../../ui/callout.tsx';
import { deferred } from '../../ui/deferred.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ErrorText } from '../../common/error-text.tsx';
import { JobProgress } from '../../common/job-progress.tsx';
import { useApp, useController } from '../../client/use-app.ts';
import { useJob } from '../../common/use-job.ts';
import styles from './status.module.css';

type Unsaved = Extract<StorageStatus, { kind: 'unsaved' }>;

const ReadOnlyLibraryNotice = deferred(
  async () => (await import('./read-only-library.tsx')).ReadOnlyLibraryNotice,
);

/** The sentences of news, which may come before all messages are there. */
const NewsText = deferred<{ readonly news: News }>(() =>
  Promise.resolve(({ news }) => newsWords(news)),
);
const UpdateNotice = deferred(async () => (await import('./update-notice.tsx')).UpdateNotice);

/** Limit of notices on show. Further ones wait until the first are dismissed. */
const shownNotices = 3;

function UnsavedBanner({ storage }: { readonly storage: Unsaved }) {
  const controller = useController();
  const [trying, setTrying] = useState(false);
  const copy = useJob();
  const retry = async (): Promise<void> => {
    setTrying(true);
    await controller.command('storage.retry', undefined);
    setTrying(false);
  };
  return (
    <ErrorCallout
      actions={
        <>
          <Button size="small" disabled={trying} onClick={() => void retry()}>
            {t('common.retry')}
          </Button>
          <Button
            size="small"
            disabled={copy.isRunning}
            onClick={() => void copy.start('backup.create', { to: 'ask' })}
          >
            {t('storage.copy_elsewhere')}
          </Button>
        </>
      }
    >
      <strong>{t('storage.not_saved')}</strong> <ErrorText error={storage.reason} />
      <JobProgress job={copy} label={t('storage.saving_copy')} />
    </ErrorCallout>
  );
}

/** Notices above the conversation: unsaved data, and news such as a file that was set aside. */
export function Notices() {
  const controller = useController();
  const storage = useApp((state) => state.storage);
  const notices = useApp((state) => state.notices);
  const readOnly = useApp((state) => state.info?.readOnly ?? null);
  const update = useApp(({ updates }) =>
    updates?.kind === 'possible' && updates.notice !== null ? updates : null,
  );
  const areWordsMissing = useApp(
    (state) => state.areWordsMissing || state.language?.isMissing === true,
  );
  const isEmpty = storage.kind === 'saved' && notices.length === 0 && readOnly === null;
  if (isEmpty && update === null && !areWordsMissing) return null;
  return (
    <div className={styles.notices} data-notices>
      {areWordsMissing && <ErrorCallout>{t('start_failure.words_missing')}</ErrorCallout>}
      {readOnly !== null && <ReadOnlyLibraryNotice library={readOnly} />}
      {storage.kind === 'unsaved' && <UnsavedBanner storage={storage} />}
      {notices.slice(0, shownNotices).map((notice) => {
        const Callout = notice.tone === 'problem' ? ErrorCallout : NoteCallout;
        const dismiss = (
          <IconButton
            label={t('common.dismiss')}
            size="small"
            onClick={() => controller.dismissNotice(notice.id)}
          >
            <X size={16} />
          </IconButton>
        );
        return (
          <div key={notice.id} role={notice.tone === 'quiet' ? 'status' : undefined}>
            <Callout actions={dismiss}>
              <NewsText news={notice.news} />
            </Callout>
          </div>
        );
      })}
      {update !== null && controller.alone === null && <UpdateNotice {...update} />}
      {notices.length > shownNotices && (
        <p className={styles.more}>{t('notices.more', { count: notices.length - shownNotices })}</p>
      )}
    </div>
  );
}
