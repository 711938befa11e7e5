import { useMemo, useState } from 'react';
import type { CommandInput } from '../../../../shared/contract/index.ts';
import { t } from '../../../../shared/language/translate.ts';
import type { ConversationHead, Id } from '../../../../shared/model/conversation.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SwitchField } from '../../../ui/field.tsx';
import { AssistantButton } from '../assistant/assistant-button.tsx';
import { ModelPicker } from '../page/model-picker.tsx';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { createValue } from '../page/value.ts';
import { askWithRoom } from '../room/make-room.ts';
import { answererOf, type Choice } from './answerer.ts';
import styles from './regenerate-dialog.module.css';

type Create = CommandInput<'conversation.create'>;

/** Props of {@link RegenerateDialog}. */
export interface RegenerateDialogProps {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** The present model and assistant, as the choice to begin with. */
function choiceOf(head: ConversationHead | undefined): Choice {
  const { providerId = null, model = null, assistant } = head ?? {};
  return {
    assistantId: assistant?.id ?? null,
    ...(providerId === null || model === null ? {} : { model: { providerId, model } }),
  };
}

/** The question who answers again: the pickers of the header, for one answer. */
export function RegenerateDialog(props: RegenerateDialogProps) {
  const { conversationId, messageId, page, turns } = props;
  const controller = useController();
  const head = useApp((state) => state.heads[conversationId]);
  const [before] = useState(() => choiceOf(head));
  const [staysSo, setStaysSo] = useState(false);
  // The pickers choose for a conversation that does not exist yet. Here it is only one answer.
  const [choice] = useState(() => createValue<Create>(before));
  const choosing = useMemo(
    (): Turns => ({
      ...turns,
      create: choice.get,
      setCreate: choice.set,
      subscribe: choice.subscribe,
    }),
    [turns, choice],
  );
  const here = useMemo((): PageParts => ({ ...page, focusComposer: () => undefined }), [page]);
  const close = (): void => page.regenerateWith(null);

  const regenerate = async (): Promise<void> => {
    const by = answererOf(before, choice.get());
    close();
    page.follow();
    // The answer's buttons are about to disappear. Until it is gone, the dialog holds the focus.
    requestAnimationFrame(page.focusComposer);
    if (staysSo) {
      const conversationIds = [conversationId];
      const changed = await page.tell(() =>
        controller.command('conversation.update', { conversationIds, patch: by }),
      );
      if (!changed) return;
    }
    const input = { messageId, ...(staysSo ? {} : { by }) };
    await askWithRoom(controller, page, {
      conversationId,
      key: messageId,
      of: { kind: 'answer', ...input },
      command: (evenIfFull) =>
        controller.command('chat.regenerate', { conversationId, ...input, evenIfFull }),
    });
  };

  return (
    <Dialog open onClose={close} title={t('regenerate.title')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void regenerate();
        }}
      >
        <p className={styles.hint}>{t('regenerate.hint')}</p>
        <div className={styles.pickers}>
          <span aria-hidden>{t('regenerate.model')}</span>
          <ModelPicker conversationId={null} page={here} turns={choosing} />
          <span aria-hidden>{t('regenerate.assistant')}</span>
          <AssistantButton conversationId={null} page={here} turns={choosing} />
        </div>
        <SwitchField
          label={t('regenerate.stays')}
          hint={t('regenerate.stays.hint')}
          checked={staysSo}
          onChange={setStaysSo}
        />
        <div className={styles.actions}>
          <Button tone="quiet" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button tone="primary" type="submit">
            {t('regenerate.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
