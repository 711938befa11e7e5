import { expected } from '../../../shared/expected.ts';
import type {
  Checkpoint,
  Id,
  Message,
  SummaryRequest,
} from '../../../shared/model/conversation.ts';
import { activeCheckpoint, withCheckpoint } from '../../../shared/model/message/checkpoint.ts';
import type { ConversationService } from '../../conversations/conversation-service.ts';

/** The most changes that can be undone, in all conversations together. */
const maxUndoable = 50;

/** A checkpoint without what every kind has. */
export type NewCheckpoint =
  | { readonly kind: 'summary'; readonly text: string; readonly edited?: true | undefined }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'removed' };

/** Changes the checkpoints of conversations. Every function throws ExpectedErrors. */
export interface Checkpoints {
  /** Resolves when it is on disk, or known to be unsaved. */
  set(
    conversationId: Id,
    messageId: Id,
    next: (before: Message) => Pick<Checkpoint, 'asked'> & NewCheckpoint,
  ): Promise<void>;
  /** Notes requests for a summary that came to nothing. */
  paid(conversationId: Id, messageId: Id, asked: readonly SummaryRequest[]): Promise<void>;
  edit(conversationId: Id, messageId: Id, text: string): Promise<void>;
  remove(conversationId: Id, messageId: Id): Promise<void>;
  /** Takes back the last change of this checkpoint. */
  undo(conversationId: Id, messageId: Id): Promise<void>;
}

interface Change {
  readonly conversationId: Id;
  readonly messageId: Id;
  readonly before: NewCheckpoint;
}

const removed = { kind: 'removed' } as const;

/** The content of a checkpoint, without its time and its requests. */
function contentOf(checkpoint: Checkpoint | undefined): NewCheckpoint {
  if (checkpoint === undefined) return removed;
  const { changedAt: _at, asked: _asked, ...said } = checkpoint;
  return said;
}

/** The time of a change: later than that of the one before, by which processes decide. */
function laterThan(before: string | undefined, nowIso: string): string {
  if (before === undefined || before < nowIso) return nowIso;
  return new Date(Date.parse(before) + 1).toISOString();
}

/** Creates them on top of the conversations. Changes can be undone while the program runs. */
export function createCheckpoints(
  conversations: Pick<ConversationService, 'change' | 'nowIso'>,
): Checkpoints {
  /** Oldest first. */
  let undoable: readonly Change[] = [];

  const put = async (
    conversationId: Id,
    messageId: Id,
    next: (before: Message) => Pick<Checkpoint, 'asked'> & NewCheckpoint,
  ): Promise<Change> => {
    let change: Change | null = null;
    const { written } = await conversations.change(conversationId, (before) => {
      const message = before.messages[messageId];
      if (message === undefined) throw expected('message_gone', {});
      const { checkpoint } = message;
      const changedAt = laterThan(checkpoint?.changedAt, conversations.nowIso());
      const asked = checkpoint?.asked;
      const made = { ...(asked === undefined ? {} : { asked }), ...next(message), changedAt };
      change = { conversationId, messageId, before: contentOf(checkpoint) };
      const messages = { ...before.messages, [messageId]: withCheckpoint(message, made) };
      return { ...before, messages };
    });
    await written;
    if (change === null) throw new Error('The checkpoint was not changed.');
    return change;
  };

  const remembered: Checkpoints['set'] = async (...input) => {
    undoable = [...undoable, await put(...input)].slice(-maxUndoable);
  };

  return {
    set: remembered,
    async paid(conversationId, messageId, asked) {
      await put(conversationId, messageId, ({ checkpoint }) => ({
        ...contentOf(checkpoint),
        asked: [...(checkpoint?.asked ?? []), ...asked],
      }));
    },
    edit: (conversationId, messageId, text) =>
      remembered(conversationId, messageId, (before) => {
        if (activeCheckpoint(before)?.kind !== 'summary') throw expected('checkpoint_gone', {});
        return { kind: 'summary', text, edited: true };
      }),
    remove: (conversationId, messageId) =>
      remembered(conversationId, messageId, (before) => {
        if (activeCheckpoint(before) === undefined) throw expected('checkpoint_gone', {});
        return removed;
      }),
    async undo(conversationId, messageId) {
      const last = undoable.findLast(
        (each) => each.conversationId === conversationId && each.messageId === messageId,
      );
      if (last === undefined) throw expected('nothing_to_undo', {});
      await put(conversationId, messageId, () => last.before);
      undoable = undoable.filter((each) => each !== last);
    },
  };
}
