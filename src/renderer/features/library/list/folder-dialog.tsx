import { useState } from 'react';
import Folder from 'lucide-react/icons/folder';
import { numberText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { foldersOf } from './arrange.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { useProblem } from '../../../common/use-problem.ts';
import styles from './folder-dialog.module.css';

function Content({ ids }: { readonly ids: readonly Id[] }) {
  const controller = useController();
  const heads = useApp((state) => state.heads);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useProblem();
  const name = typed.trim();
  const folders = foldersOf(heads).filter(([folder]) =>
    folder.toLocaleLowerCase().includes(name.toLocaleLowerCase()),
  );
  const move = async (folder: string): Promise<void> => {
    const result = await controller.command('conversation.update', {
      conversationIds: [...ids],
      patch: { folder },
    });
    if (result.ok) controller.setDialog(null);
    else setProblem(result.error);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== '') void move(name);
      }}
    >
      <TextField
        label={t('library.folder')}
        hint={t('library.folder.hint')}
        error={problem}
        value={typed}
        maxLength={500}
        onChange={(event) => setTyped(event.target.value)}
      />
      {folders.length > 0 && (
        <ul className={styles.folders} aria-label={t('library.folders')}>
          {folders.map(([folder, count]) => (
            <li key={folder}>
              <button type="button" className={styles.choice} onClick={() => void move(folder)}>
                <Folder size={16} aria-hidden />
                <span className={styles.name}>{folder}</span>
                <span className={styles.count}>{numberText(count)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button onClick={() => controller.setDialog(null)}>{t('common.cancel')}</Button>
        <Button type="submit" tone="primary" disabled={name === ''}>
          {t('library.move')}
        </Button>
      </div>
    </form>
  );
}

/** The "Move to folder" dialog: an existing folder, or a new one. */
export function FolderDialog() {
  const controller = useController();
  const ids = useApp((state) =>
    state.dialog?.kind === 'move_to_folder' ? state.dialog.conversationIds : null,
  );
  return (
    <Dialog
      open={ids !== null}
      title={t('library.move_to_folder.title')}
      onClose={() => controller.setDialog(null)}
    >
      {ids !== null && <Content ids={ids} />}
    </Dialog>
  );
}
