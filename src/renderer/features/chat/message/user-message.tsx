import { useEffect, useRef, useState } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import { attachmentsOf, textOf } from '../../../../shared/model/conversation-views.ts';
import type { Message } from '../../../../shared/model/conversation.ts';
import { Button } from '../../../ui/button.tsx';
import { useApp } from '../../../client/use-app.ts';
import { ActionButton } from './action-button.tsx';
import { CopyMessage } from './copy-message.tsx';
import { EditMessage } from './edit-message.tsx';
import type { LogItem } from '../log/log-items.ts';
import { MessageMore } from './message-more.tsx';
import { useConversationId } from '../page/page-context.ts';
import { AttachedParts } from './parts.tsx';
import { VersionNav } from './version-nav.tsx';
import styles from './message.module.css';

/** A longer question is folded to this many lines. */
const foldedLines = 20;
/** Folded, no more of the text than this is given to the layout; UTF-16 code units. */
const foldedLength = 8000;
/** About how many characters fit in a line of the card. */
const lineWidth = 66;

function isLong(text: string): boolean {
  if (text.length > foldedLines * lineWidth * 1.2) return true;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines > foldedLines + 4;
}

/** What is said of a message before it is read: its first words, or what is attached. */
function nameOf(message: Message, text: string): string {
  if (text !== '') return text.slice(0, 80);
  const names = attachmentsOf(message).map(({ name }) => name);
  return names.join(', ').slice(0, 80);
}

function EditButton({ onEdit }: { readonly onEdit: () => void }) {
  const conversationId = useConversationId();
  const isReadOnly = useApp((state) => state.heads[conversationId]?.readOnly !== undefined);
  if (isReadOnly) return null;
  return (
    <ActionButton label="Edit" data-edit onClick={onEdit}>
      <Pencil size={16} />
    </ActionButton>
  );
}

/** What the person wrote: a quiet card with the text as it was typed. */
export function UserMessage({ item }: { readonly item: LogItem }) {
  const { message } = item;
  const text = textOf(message);
  const [isEditing, setEditing] = useState(false);
  const [isUnfolded, setUnfolded] = useState(false);
  const long = isLong(text);
  const actions = useRef<HTMLDivElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // Closed by Cancel: the focus goes back to where editing began.
    if (wasEditing.current && !isEditing && document.activeElement === document.body) {
      actions.current?.querySelector<HTMLElement>('[data-edit]')?.focus();
    }
    wasEditing.current = isEditing;
  }, [isEditing]);

  return (
    <article
      className={styles.user}
      aria-label={`You: ${nameOf(message, text)}`}
      data-message-id={message.id}
      data-status={message.status}
    >
      {isEditing ? (
        <EditMessage message={message} text={text} onClose={() => setEditing(false)} />
      ) : (
        <>
          <div className={styles.card}>
            <AttachedParts message={message} />
            {text !== '' && (
              <div
                className={styles.plain}
                dir="auto"
                data-plain
                data-folded={(long && !isUnfolded) || undefined}
              >
                {long && !isUnfolded ? text.slice(0, foldedLength) : text}
              </div>
            )}
            {long && (
              <Button
                size="small"
                tone="quiet"
                className={styles.fold}
                aria-expanded={isUnfolded}
                onClick={() => setUnfolded(!isUnfolded)}
              >
                {isUnfolded ? 'Show less' : `Show all ${text.length.toLocaleString()} characters`}
              </Button>
            )}
          </div>
          <div className={styles.footer} ref={actions}>
            <div className={styles.actions}>
              {text !== '' && <CopyMessage text={() => text} />}
              <EditButton onEdit={() => setEditing(true)} />
              <MessageMore messageId={message.id} />
            </div>
            <VersionNav item={item} />
          </div>
        </>
      )}
    </article>
  );
}
