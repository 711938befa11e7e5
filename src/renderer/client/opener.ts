import type { Bridge, CommandInput, CommandOutput } from '../../shared/contract/index.ts';
import type { OpenedConversation } from '../../shared/model/chat-event.ts';
import { hasProposedCall } from '../../shared/model/conversation-views.ts';
import { comparisonOf } from '../../shared/model/tree/comparison.ts';
import type { Id, Message } from '../../shared/model/conversation.ts';
import type { Result } from '../../shared/model/errors.ts';
import { positionOf } from './positions.ts';
import type { ScheduleFrame, Store } from '../state/store.ts';

/** Fetches conversations from main. Lives outside React because views need not know about it. */
export interface Opener {
  /** Opens the current conversation if it is not loaded, and reopens stale ones. */
  readonly openWhatIsNeeded: () => void;
  /** Retries a conversation that failed to open. */
  readonly openAgain: (id: Id) => void;
}

/** The message at which the log will start, or null if it starts at the end. */
function firstSeen(store: Store, id: Id): Id | null {
  const { reveal } = store.getState();
  if (reveal?.conversationId === id) return reveal.messageId;
  const position = positionOf(id);
  return position.kind === 'latest' ? null : position.messageId;
}

/**
 * Opens a long conversation in two steps: first the visible part, then the rest after the frame
 * that shows it. The first frame therefore costs the same for any length.
 */
export function createOpener(bridge: Bridge, store: Store, scheduleFrame: ScheduleFrame): Opener {
  const opening = new Set<Id>();

  /** Requests the calls that await approval: main reported them before this window existed. */
  const askForApproval = async (id: Id): Promise<void> => {
    const result = await bridge.command('tools.pending', { conversationId: id });
    if (!result.ok) return;
    const payload = { conversationId: id, pending: result.value };
    store.dispatch({ kind: 'event', name: 'approval', payload });
  };

  /** The messages that are not held yet, batch by batch; null if they cannot be had. */
  const restOf = async (id: Id, held: readonly Id[]): Promise<Record<Id, Message> | null> => {
    const messages: Record<Id, Message> = {};
    let after: Id | null = null;
    do {
      const input: CommandInput<'conversation.rest'> = {
        conversationId: id,
        held: [...held],
        after,
      };
      const result: Result<CommandOutput<'conversation.rest'>> = await bridge.command(
        'conversation.rest',
        input,
      );
      if (!result.ok) return null;
      Object.assign(messages, result.value.messages);
      after = result.value.next;
    } while (after !== null);
    return messages;
  };

  const take = (id: Id, opened: OpenedConversation): void => {
    store.dispatch({ kind: 'opened', opened });
    const { messages, leafId } = opened.conversation;
    const leaf = leafId === null ? undefined : messages[leafId];
    const onShow = comparisonOf(messages, leafId)?.columns ?? (leaf === undefined ? [] : [leaf]);
    if (onShow.some((message) => hasProposedCall(message))) void askForApproval(id);
  };

  const request = async (id: Id, near?: Id | null): Promise<OpenedConversation | null> => {
    opening.add(id);
    store.dispatch({ kind: 'loading', conversationId: id });
    const result = await bridge.command('conversation.open', { conversationId: id, near });
    if (result.ok) return result.value;
    opening.delete(id);
    store.dispatch({ kind: 'open_failed', conversationId: id, error: result.error });
    return null;
  };

  const open = async (id: Id, near?: Id | null): Promise<void> => {
    const opened = await request(id, near);
    if (opened === null) return;
    opening.delete(id);
    take(id, opened);
    if (opened.path !== null) scheduleFrame(() => scheduleFrame(() => void complete(id)));
  };

  /** Opens it once more. What is on show stays until all of it is here. */
  const reopen = async (id: Id): Promise<void> => {
    const opened = await request(id, null);
    if (opened === null) return;
    const { conversation, path } = opened;
    const rest = path === null ? {} : await restOf(id, Object.keys(conversation.messages));
    opening.delete(id);
    if (rest === null) await open(id);
    else {
      const messages = { ...rest, ...conversation.messages };
      take(id, { ...opened, conversation: { ...conversation, messages }, path: null });
    }
  };

  const complete = async (id: Id): Promise<void> => {
    const held = store.getState().open[id];
    if (held?.kind !== 'ready' || held.path === null) return;
    const rest = await restOf(id, Object.keys(held.messages));
    const now = store.getState().open[id];
    if (rest !== null) {
      const known = now?.kind === 'ready' ? now.messages : held.messages;
      const messages = Object.assign(rest, known);
      store.dispatch({ kind: 'completed', conversationId: id, messages, held: known });
    } else if (now !== undefined && !opening.has(id)) {
      await open(id);
    }
  };

  return {
    openWhatIsNeeded() {
      const { activeId, open: all } = store.getState();
      for (const [id, held] of Object.entries(all)) {
        if (held.kind === 'ready' && held.stale && !opening.has(id)) void reopen(id);
      }
      if (activeId === null || all[activeId] !== undefined || opening.has(activeId)) return;
      void open(activeId, firstSeen(store, activeId));
    },
    openAgain: (id) => void open(id, firstSeen(store, id)),
  };
}
