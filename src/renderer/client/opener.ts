import type { Bridge } from '../../shared/contract/index.ts';
import { hasProposedCall } from '../../shared/model/conversation-views.ts';
import { comparisonOf } from '../../shared/model/tree/comparison.ts';
import type { Id } from '../../shared/model/conversation.ts';
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

  const open = async (id: Id, near?: Id | null): Promise<void> => {
    opening.add(id);
    store.dispatch({ kind: 'loading', conversationId: id });
    const result = await bridge.command('conversation.open', { conversationId: id, near });
    opening.delete(id);
    if (!result.ok) {
      store.dispatch({ kind: 'open_failed', conversationId: id, error: result.error });
      return;
    }
    store.dispatch({ kind: 'opened', opened: result.value });
    const { messages, leafId } = result.value.conversation;
    const leaf = leafId === null ? undefined : messages[leafId];
    const onShow = comparisonOf(messages, leafId)?.columns ?? (leaf === undefined ? [] : [leaf]);
    if (onShow.some((message) => hasProposedCall(message))) void askForApproval(id);
    if (result.value.path !== null) scheduleFrame(() => scheduleFrame(() => void complete(id)));
  };

  const complete = async (id: Id): Promise<void> => {
    const held = store.getState().open[id];
    if (held?.kind !== 'ready' || held.path === null) return;
    const result = await bridge.command('conversation.rest', {
      conversationId: id,
      held: Object.keys(held.messages),
    });
    if (result.ok) {
      const { messages } = result.value;
      store.dispatch({ kind: 'completed', conversationId: id, messages });
    } else if (store.getState().open[id] !== undefined && !opening.has(id)) {
      await open(id);
    }
  };

  return {
    openWhatIsNeeded() {
      const { activeId, open: all } = store.getState();
      for (const [id, held] of Object.entries(all)) {
        if (held.kind === 'ready' && held.stale && !opening.has(id)) void open(id);
      }
      if (activeId === null || all[activeId] !== undefined || opening.has(activeId)) return;
      void open(activeId, firstSeen(store, activeId));
    },
    openAgain: (id) => void open(id, firstSeen(store, id)),
  };
}
