import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import type { Compaction } from '../../../../shared/model/context/room.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { compactionWords } from '../../../../shared/words/room-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { NoteCallout } from '../../../ui/callout.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useChatPage, type Blocked } from '../page/page-context.ts';
import { RoomButtons } from './room-buttons.tsx';
import styles from './room.module.css';

function Writing({ compaction }: { readonly compaction: Compaction }) {
  const controller = useController();
  const page = useChatPage();
  const { conversationId, text } = compaction;
  return (
    <section className={styles.card} aria-label={t('room.writing')}>
      <div className={styles.head}>
        <p role="status" className={styles.state}>
          {compactionWords(compaction)}
        </p>
        <Button
          size="small"
          tone="quiet"
          onClick={() => {
            page.focusComposer();
            void controller.command('context.cancelRoom', { conversationId });
          }}
        >
          {t('common.cancel')}
        </Button>
      </div>
      {text !== '' && (
        <div
          role="log"
          aria-label={t('room.writing.text')}
          aria-live="off"
          tabIndex={0}
          className={styles.growing}
        >
          <p dir="auto">{text}</p>
        </div>
      )}
    </section>
  );
}

function Question({ blocked }: { readonly blocked: Blocked }) {
  const page = useChatPage();
  const { conversationId, error, again, of } = blocked;
  const dismiss = (): void => page.block(null);
  const send = (evenIfFull: boolean): void => {
    dismiss();
    page.focusComposer();
    again({ evenIfFull });
  };
  return (
    <div role="alert" className={styles.question}>
      <NoteCallout
        tone="warning"
        actions={
          <>
            {conversationId !== null && (
              <RoomButtons
                conversationId={conversationId}
                of={of}
                then="send"
                onMade={() => send(false)}
              />
            )}
            <Button size="small" onClick={() => send(true)}>
              {t('room.send_anyway')}
            </Button>
            <IconButton label={t('common.dismiss')} size="small" onClick={dismiss}>
              <X size={16} />
            </IconButton>
          </>
        }
      >
        {sentenceOf(error)}
      </NoteCallout>
    </div>
  );
}

/** Props of {@link RoomCard}. */
export interface RoomCardProps {
  readonly conversationId: Id | null;
  readonly blocked: Blocked | null;
}

/** Above the message box: a summary that is being written, or a message that has no room. */
export function RoomCard({ conversationId, blocked }: RoomCardProps) {
  const compaction = useApp((state) =>
    state.compactions.find((each) => each.conversationId === conversationId),
  );
  if (compaction !== undefined) return <Writing compaction={compaction} />;
  return blocked === null ? null : <Question blocked={blocked} />;
}
