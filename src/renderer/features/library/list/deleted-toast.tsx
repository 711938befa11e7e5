import { useCallback, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import type { Coded } from '../../../../shared/model/errors.ts';
import { Button } from '../../../ui/button.tsx';
import { Toast } from '../../../ui/toast.tsx';
import { focusComposer } from '../../../common/focus.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { undoKeys } from '../../../../shared/model/undo/undo.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';

/** "Deleted “title”. Undo", shown for a while after a deletion. */
export function DeletedToast() {
  const controller = useController();
  const forget = useCallback(() => controller.forgetDeleted(), [controller]);
  const { heads: deleted, isRunning, ids, together } = useApp((state) => state.deletion);
  const [failed, setFailed] = useState<{ readonly id: string; readonly error: Coded } | null>(null);
  const [last] = deleted;
  if (last === undefined) return null;

  const undo = async (): Promise<void> => {
    const key = undoKeys.deleted(ids.has(last.id) ? together : last.id);
    const result = await controller.command('undo.undo', { key });
    if (!result.ok) {
      setFailed({ id: last.id, error: result.error });
      return;
    }
    forget();
    if (deleted.length > 1) return;
    if (controller.store.getState().activeId === null) controller.show(last.id);
    focusComposer();
  };
  const text =
    deleted.length === 1
      ? t('library.deleted', { title: last.title })
      : t('library.deleted.many', { count: deleted.length });
  return (
    <Toast
      key={last.id}
      onDismiss={forget}
      // The deletion may outlast any toast duration, so the toast stays while it runs.
      duration={isRunning ? null : undefined}
      action={
        <Button tone="plain" size="small" disabled={isRunning} onClick={() => void undo()}>
          {t('common.undo')}
        </Button>
      }
    >
      {failed?.id === last.id ? sentenceOf(failed.error) : text}
    </Toast>
  );
}
