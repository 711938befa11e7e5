import { useState } from 'react';
import MessageCircleDashed from 'lucide-react/icons/message-circle-dashed';
import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { temporaryWords } from '../../../../shared/words/temporary/marks.ts';
import { Button } from '../../../ui/button.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import type { PageParts } from '../page/page.ts';
import styles from './temporary.module.css';

/** Props of {@link TemporaryNote}. */
export interface TemporaryNoteProps {
  readonly id: string;
  readonly conversationId: Id;
  readonly page: PageParts;
}

/** Says in the message box that nothing is saved, and lets the person keep the conversation. */
export function TemporaryNote({ id, conversationId, page }: TemporaryNoteProps) {
  const controller = useController();
  const isEmpty = useApp((state) => (state.heads[conversationId]?.leafId ?? null) === null);
  const [isKeeping, setKeeping] = useState(false);
  const keep = async (): Promise<void> => {
    setKeeping(true);
    await page.ask('keep', () => controller.command('conversation.keep', { conversationId }));
    setKeeping(false);
    page.focusComposer();
  };
  return (
    <div className={styles.note}>
      <MessageCircleDashed size={14} aria-hidden className={styles.icon} />
      <span id={id} className={styles.words}>
        {temporaryWords('note')}
      </span>
      {!isEmpty && (
        <Button size="small" data-command="keep" disabled={isKeeping} onClick={() => void keep()}>
          {t('temporary.keep')}
        </Button>
      )}
    </div>
  );
}
