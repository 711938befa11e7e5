import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
import { mediaOf as mediaOfMessage } from '../../../shared/model/conversation-views.ts';
import type {
  AttachmentPart,
  Conversation,
  Id,
  Message,
  Part,
} from '../../../shared/model/conversation.ts';
import { pathTo } from '../../../shared/model/tree.ts';
import { withColumns } from '../../../shared/model/tree/comparison.ts';
import { sentenceOf } from '../../../shared/words/error-words.ts';
import { derivedId } from '../import/ids.ts';
import { onlyOfThese } from './checkpoints.ts';
import { withoutHiddenName } from './columns.ts';
import { words } from './words.ts';

export type MediaPart = AttachmentPart;

/** The chosen messages in tree order. */
function chosenOf(conversation: Conversation, messageIds: readonly Id[]): readonly Message[] {
  const chosen = new Set(messageIds);
  // Ids increase with time, so parents come before their children.
  const messages = Object.keys(conversation.messages)
    .filter((id) => chosen.has(id))
    .sort()
    .flatMap((id) => conversation.messages[id] ?? []);
  // A summary tells what was said in messages that were not chosen.
  return onlyOfThese(conversation, messages);
}

/**
 * The messages to write, in order: the path on show with all answers that stand side by side on it,
 * or the chosen ones in tree order. Names that are hidden are left out.
 */
export function messagesToWrite(
  conversation: Conversation,
  messageIds: readonly Id[] | null,
): readonly Message[] {
  const { messages, leafId } = conversation;
  const wanted =
    messageIds === null
      ? withColumns(messages, pathTo(messages, leafId), () => true)
      : chosenOf(conversation, messageIds);
  return wanted.map((message) => withoutHiddenName(conversation, message));
}

/**
 * A conversation with only the chosen messages and a new id, so that it is never confused with the
 * whole one.
 */
export function excerptOf(
  conversation: Conversation,
  messageIds: readonly Id[] | null,
): Conversation {
  if (messageIds === null) return conversation;
  const messages = chosenOf(conversation, messageIds);
  const chosen = new Set(messages.map(({ id }) => id));
  const nearest = (message: Message): Id | null =>
    pathTo(conversation.messages, message.parentId).findLast(({ id }) => chosen.has(id))?.id ??
    null;
  const kept = messages.map((message) => [message.id, { ...message, parentId: nearest(message) }]);
  const { importedFrom: _importedFrom, ...rest } = conversation;
  return {
    ...rest,
    id: derivedId([conversation.id, ...chosen].join(' '), Date.parse(conversation.createdAt)),
    leafId: messages.at(-1)?.id ?? null,
    messages: Object.fromEntries(kept) as Conversation['messages'],
  };
}

/** A source in one line. */
export function citationText({ number, title, url }: Extract<Part, { kind: 'citation' }>): string {
  return `[${String(number)}] ${words(title)}: ${words(url)}`;
}

/** The images and files in these messages and in tool results, each once. */
export function mediaOf(messages: readonly Message[]): readonly MediaPart[] {
  const found = new Map<string, MediaPart>();
  for (const message of messages) {
    for (const part of mediaOfMessage(message)) {
      if (!found.has(part.attachment)) found.set(part.attachment, part);
    }
  }
  return [...found.values()];
}

/** A note about a message that did not finish normally; empty for one that did. */
export function endingOf(message: Message): string {
  switch (message.status) {
    case 'complete':
      return message.edited === true ? t('export.ended.edited') : '';
    case 'streaming':
      return t('export.ended.streaming');
    case 'stopped':
      return t('export.ended.stopped');
    case 'interrupted':
      return t('export.ended.interrupted');
    case 'truncated':
      return t('export.ended.truncated');
    case 'failed':
      return message.error === undefined
        ? t('export.ended.failed')
        : withoutIsolates(sentenceOf(message.error));
  }
}
