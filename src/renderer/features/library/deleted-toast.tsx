import { useCallback, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Toast } from '../../ui/toast.tsx';
import { focusComposer } from '../../focus.ts';
import { useApp, useController } from '../../use-app.ts';

/** "Deleted “title”. Undo", for a while after a conversation was deleted. */
export function DeletedToast() {
  const controller = useController();
  const forget = useCallback(() => controller.forgetDeleted(), [controller]);
  const deleted = useApp((state) => state.deleted);
  const [failed, setFailed] = useState<{ readonly id: string; readonly message: string } | null>(
    null,
  );
  if (deleted === null) return null;

  const undo = async (): Promise<void> => {
    const result = await controller.command('conversation.restore', { conversationId: deleted.id });
    if (!result.ok) {
      setFailed({ id: deleted.id, message: result.error.message });
      return;
    }
    forget();
    if (controller.store.getState().activeId === null) controller.show(deleted.id);
    focusComposer();
  };
  return (
    <Toast
      key={deleted.id}
      onDismiss={forget}
      action={
        <Button tone="plain" size="small" onClick={() => void undo()}>
          Undo
        </Button>
      }
    >
      {failed?.id === deleted.id ? failed.message : `Deleted “${deleted.title}”.`}
    </Toast>
  );
}
