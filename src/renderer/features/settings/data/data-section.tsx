import CircleCheck from 'lucide-react/icons/circle-check';
import FolderOpen from 'lucide-react/icons/folder-open';
import Trash2 from 'lucide-react/icons/trash-2';
import { t } from '../../../../shared/language/translate.ts';
import { trashDays } from '../../../../shared/model/trash.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { useProblem } from '../../../common/use-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/callout.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { RichMessage } from '../../../common/rich-message.tsx';
import { WeakKeyStorage } from '../../../common/weak-key-storage.tsx';
import { Backups, MoveFolder } from './backups.tsx';
import { DeleteAll, Diagnostics } from './leaving.tsx';
import { Transfer } from './transfer.tsx';
import { SettingHeading } from '../setting-heading.tsx';
import styles from '../settings.module.css';

function Folder() {
  const controller = useController();
  const folder = useApp((state) => state.info?.dataFolder ?? '');
  const [problem, setProblem] = useProblem();
  const open = async (): Promise<void> => {
    const result = await controller.command('app.openDataFolder', undefined);
    setProblem(result.ok ? null : result.error);
  };
  return (
    <section className={styles.group} aria-labelledby="data-folder">
      <SettingHeading id="data-folder" setting="dataFolder" />
      <p className={styles.quiet}>{t('settings.data.folder_hint')}</p>
      <div className={styles.folder}>
        <code className={styles.path}>{folder}</code>
        <Button icon={<FolderOpen size={16} />} onClick={() => void open()}>
          {t('settings.data.open_folder')}
        </Button>
      </div>
      {problem !== null && <ErrorCallout>{problem}</ErrorCallout>}
      <MoveFolder />
    </section>
  );
}

function Trash() {
  const controller = useController();
  return (
    <section className={styles.group} aria-labelledby="trash">
      <SettingHeading id="trash" setting="trash" />
      <div className={styles.local}>
        <p className={styles.quiet}>{t('settings.data.trash_hint', { days: trashDays })}</p>
        <Button icon={<Trash2 size={16} />} onClick={() => controller.setDialog({ kind: 'trash' })}>
          {t('settings.data.open_trash')}
        </Button>
      </div>
    </section>
  );
}

function Saving() {
  const controller = useController();
  const storage = useApp((state) => state.storage);
  return (
    <section className={styles.group} aria-labelledby="saving">
      <SettingHeading id="saving" setting="saving" />
      {storage.kind === 'saved' ? (
        <p className={styles.fine}>
          <CircleCheck size={16} aria-hidden />
          {t('settings.data.saved')}
        </p>
      ) : (
        <ErrorCallout
          actions={
            <Button
              size="small"
              onClick={() => void controller.command('storage.retry', undefined)}
            >
              {t('common.retry')}
            </Button>
          }
        >
          <RichMessage
            id="settings.data.not_saved"
            values={{
              reason: sentenceOf(storage.reason),
              strong: (chunks) => <strong>{chunks}</strong>,
            }}
          />
        </ErrorCallout>
      )}
    </section>
  );
}

function Keys() {
  const strong = useApp((state) => state.settings?.keyStorage === 'strong');
  const name = useApp((state) => state.settings?.keyStorageName ?? '');
  return (
    <section className={styles.group} aria-labelledby="keys">
      <SettingHeading id="keys" setting="keys" />
      {strong ? (
        <p className={styles.fine}>
          <CircleCheck size={16} aria-hidden />
          {name === ''
            ? t('settings.data.keys_encrypted')
            : t('settings.data.keys_encrypted_by', { name })}
        </p>
      ) : (
        <WeakKeyStorage />
      )}
    </section>
  );
}

/** Where data is stored, and how well it is protected. */
export function DataSection() {
  const controller = useController();
  const version = useApp((state) => state.info?.version ?? '');
  return (
    <div className={styles.fields}>
      <Folder />
      <Saving />
      <Transfer />
      <Backups />
      <Trash />
      <Keys />
      <Diagnostics />
      <DeleteAll />
      <div className={styles.local}>
        <p className={styles.quiet}>{t('settings.data.version', { version })}</p>
        <Button onClick={() => controller.setDialog({ kind: 'about' })}>
          {t('settings.data.about')}
        </Button>
      </div>
    </div>
  );
}
