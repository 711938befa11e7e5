import type { Conversation, Id, Message } from '../../../shared/model/conversation.ts';
import { activeCheckpoint, withCheckpoint } from '../../../shared/model/message/checkpoint.ts';
import { pathTo } from '../../../shared/model/tree.ts';
import { checkpointWords } from '../../../shared/words/checkpoint-words.ts';

/** A checkpoint as texts write it: a heading, and the summary, which may be empty. */
export interface WrittenCheckpoint {
  readonly heading: string;
  readonly text: string;
}

/** The checkpoints of these messages, parents first, by the message that they stand before. */
export function writtenCheckpoints(
  messages: readonly Message[],
): ReadonlyMap<Id, WrittenCheckpoint> {
  const before = new Map<Id, number>();
  const written = new Map<Id, WrittenCheckpoint>();
  for (const message of messages) {
    const { id, parentId } = message;
    const count = parentId === null ? 0 : (before.get(parentId) ?? -1) + 1;
    before.set(id, count);
    const checkpoint = activeCheckpoint(message);
    if (checkpoint === undefined) continue;
    const text = checkpoint.kind === 'summary' ? checkpoint.text.trim() : '';
    written.set(id, { heading: checkpointWords(checkpoint, count), text });
  }
  return written;
}

/** Removes the checkpoints that stand for messages which are not among these. */
export function onlyOfThese(
  { messages }: Pick<Conversation, 'messages'>,
  chosen: readonly Message[],
): readonly Message[] {
  const ids = new Set(chosen.map(({ id }) => id));
  const isWhole = ({ parentId }: Message): boolean =>
    pathTo(messages, parentId).every(({ id }) => ids.has(id));
  return chosen.map((message) =>
    message.checkpoint === undefined || isWhole(message)
      ? message
      : withCheckpoint(message, undefined),
  );
}
