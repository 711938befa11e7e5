import { useState } from 'react';
import ClipboardCopy from 'lucide-react/icons/clipboard-copy';
import Trash2 from 'lucide-react/icons/trash-2';
import { t } from '../../../../shared/language/translate.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { SettingHeading } from '../setting-heading.tsx';
import styles from '../settings.module.css';

/** Copies facts for a report of a fault, and shows what was copied. */
export function Diagnostics() {
  const controller = useController();
  const [copied, setCopied] = useState<string | null>(null);
  const [problem, setProblem] = useProblem();
  const copy = async (): Promise<void> => {
    const result = await controller.command('app.copyDiagnostics', undefined);
    setCopied(result.ok ? result.value : null);
    setProblem(result.ok ? null : result.error);
  };
  return (
    <section className={styles.group} aria-labelledby="diagnostics">
      <SettingHeading id="diagnostics" setting="diagnostics" />
      <div className={styles.local}>
        <p className={styles.quiet}>{t('settings.data.diagnostics.hint')}</p>
        <Button icon={<ClipboardCopy size={16} />} onClick={() => void copy()}>
          {t('settings.data.diagnostics.copy')}
        </Button>
      </div>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      {copied !== null && (
        <div role="status">
          <p className={styles.quiet}>{t('settings.data.diagnostics.copied')}</p>
          <pre className={styles.path}>{copied}</pre>
        </div>
      )}
    </section>
  );
}

/** Deletes everything that Parley keeps, after a question that says what that is. */
export function DeleteAll() {
  const controller = useController();
  const folder = useApp((state) => state.info?.dataFolder ?? '');
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useProblem();
  const deleteAll = async (): Promise<void> => {
    setIsAsking(false);
    const result = await controller.command('data.deleteAll', undefined);
    if (!result.ok) setProblem(result.error);
  };
  return (
    <section className={styles.group} aria-labelledby="delete-all">
      <SettingHeading id="delete-all" setting="deleteAll" />
      <div className={styles.local}>
        <p className={styles.quiet}>{t('settings.data.deleteAll.hint')}</p>
        <Button tone="danger" icon={<Trash2 size={16} />} onClick={() => setIsAsking(true)}>
          {t('settings.data.deleteAll.button')}
        </Button>
      </div>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <ConfirmDialog
        open={isAsking}
        title={t('settings.data.deleteAll.question')}
        confirm={t('settings.data.deleteAll.confirm')}
        onConfirm={() => void deleteAll()}
        onCancel={() => setIsAsking(false)}
      >
        {t('settings.data.deleteAll.explanation', { folder })}
      </ConfirmDialog>
    </section>
  );
}
