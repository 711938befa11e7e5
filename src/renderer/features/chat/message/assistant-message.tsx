import { useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { t } from '../../../../shared/language/translate.ts';
import { textOf } from '../../../../shared/model/conversation-views.ts';
import { isPinned } from '../../../../shared/model/message/pins.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { ActionButton } from './action-button.tsx';
import { FinishedAnswer, LiveAnswer } from './answer-body.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { CopyMessage } from './copy-message.tsx';
import type { LogItem } from '../log/log-items.ts';
import { EditMessage } from './edit-message.tsx';
import { MessageMore } from './message-more.tsx';
import { useLogHead } from '../page/page-context.ts';
import { PinMark } from '../pins/pin-mark.tsx';
import { UsageLine } from './usage.tsx';
import { useAnswerActions } from './use-answer-actions.ts';
import { VersionNav } from './version-nav.tsx';
import type { CutNoteProps } from '../context/cut-note.tsx';
import styles from './message.module.css';

const CutNote = deferred<CutNoteProps>(
  async () => (await import('../context/cut-note.tsx')).CutNote,
);

interface AssistantMessageProps {
  readonly item: LogItem;
  /** The model is named elsewhere, or not at all. */
  readonly hidesModel?: boolean;
}

/** An answer: its content, its status and its actions. */
export function AssistantMessage({ item, hidesModel = false }: AssistantMessageProps) {
  const { message, isLast } = item;
  const isStreaming = message.status === 'streaming';
  // An answer that streamed here keeps its view when it ends, so that nothing is redrawn.
  const [wasLive, setWasLive] = useState(isStreaming);
  if (isStreaming && !wasLive) setWasLive(true);
  const [isEditing, setEditing] = useState(false);
  const actions = useAnswerActions(message.id);
  const { isReadOnly, pins } = useLogHead();
  const isNameless = item.compared?.isBlind === true;
  const hasText = message.parts.some((part) => part.kind === 'text' && part.text !== '');

  return (
    <article
      className={styles.assistant}
      aria-label={
        message.model === undefined || isNameless
          ? t('message.who.assistant')
          : t('message.who.assistant_named', { model: message.model })
      }
      aria-busy={isStreaming}
      data-message-id={message.id}
      data-status={message.status}
      data-last={isLast || undefined}
    >
      {isEditing ? (
        <EditMessage message={message} text={textOf(message)} onClose={() => setEditing(false)} />
      ) : wasLive || isStreaming ? (
        <LiveAnswer message={message} />
      ) : (
        <FinishedAnswer message={message} />
      )}
      <AnswerStatus message={message} hasText={hasText} isLast={isLast} actions={actions} />
      {!isStreaming && message.details?.cut !== undefined && (
        <CutNote cut={message.details.cut} providerId={message.providerId} />
      )}
      <div className={styles.footer}>
        {!isStreaming && !isEditing && (
          <>
            {isPinned({ pins }, message.id) && <PinMark />}
            <div className={styles.actions}>
              {hasText && <CopyMessage text={() => textOf(message)} />}
              {hasText && !isReadOnly && (
                <ActionButton label={t('common.edit')} onClick={() => setEditing(true)}>
                  <Pencil size={16} />
                </ActionButton>
              )}
              {!isReadOnly && (
                <ActionButton label={t('message.regenerate')} onClick={actions.regenerate}>
                  <RefreshCw size={16} />
                </ActionButton>
              )}
              <MessageMore messageId={message.id} />
            </div>
            {item.versions > 1 && <VersionNav item={item} />}
            <div className={styles.facts}>
              {message.edited === true && <span>{t('message.edited')}</span>}
              {message.model !== undefined && !hidesModel && !isNameless && (
                <span className={styles.model} title={message.model} dir="ltr">
                  {message.model}
                </span>
              )}
              {message.usage !== undefined && !isNameless && (
                <UsageLine usage={message.usage} model={message.model} isLast={isLast} />
              )}
            </div>
          </>
        )}
      </div>
    </article>
  );
}
