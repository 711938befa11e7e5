import { useEffect, useState } from 'react';
import { t } from '../../../shared/language/translate.ts';
import type { PackageNotice } from '../../../shared/model/notices.ts';
import { useProblem } from '../../common/use-problem.ts';
import { ErrorCallout } from '../../ui/callout.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useApp, useController } from '../../client/use-app.ts';
import styles from './about.module.css';

/** The licence of one package. Its text is rendered only while open. */
function Notice({ notice }: { readonly notice: PackageNotice }) {
  const [open, setOpen] = useState(false);
  const { name, version, licence, text } = notice;
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>
          <span className={styles.name}>{name}</span> <span>{version}</span>{' '}
          <span className={styles.licence}>{licence}</span>
        </summary>
        {open && (
          // A long text scrolls, so it has to be reachable by keyboard.
          <pre
            className={styles.text}
            tabIndex={0}
            role="region"
            aria-label={t('about.licence', { name, version })}
          >
            {text}
          </pre>
        )}
      </details>
    </li>
  );
}

function Notices() {
  const controller = useController();
  const [notices, setNotices] = useState<readonly PackageNotice[]>([]);
  const [problem, setProblem] = useProblem();
  useEffect(() => {
    let isGone = false;
    void controller.command('app.notices', undefined).then((result) => {
      if (isGone) return;
      if (result.ok) setNotices(result.value);
      else setProblem(result.error);
    });
    return () => {
      isGone = true;
    };
  }, [controller, setProblem]);
  if (problem !== null) return <ErrorCallout>{problem}</ErrorCallout>;
  return (
    <>
      {notices.length > 0 && (
        <p className={styles.quiet}>
          {t('about.packages', { count: notices.length, file: 'LICENSES.chromium.html' })}
        </p>
      )}
      <ul className={styles.list} aria-labelledby="third-parties">
        {notices.map((notice) => (
          <Notice key={`${notice.name}@${notice.version}`} notice={notice} />
        ))}
      </ul>
    </>
  );
}

/** Shows what Parley is, its version, and the third-party work it contains. */
export function AboutDialog() {
  const controller = useController();
  const isOpen = useApp((state) => state.dialog?.kind === 'about');
  const version = useApp((state) => state.info?.version ?? '');
  return (
    <Dialog open={isOpen} title={t('action.about')} onClose={() => controller.setDialog(null)}>
      <div className={styles.content}>
        <p>{t('about.version', { version })}</p>
        <p className={styles.quiet}>{t('about.description')}</p>
        <h3 id="third-parties" className={styles.heading}>
          {t('about.third_party')}
        </h3>
        <Notices />
      </div>
    </Dialog>
  );
}
