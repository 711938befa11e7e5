import { expected } from '../../../shared/expected.ts';
import type { Draft } from '../../../shared/contract/index.ts';
import type {
  Asked,
  AskedAgain,
  Compaction,
  RoomWay,
  WhenFull,
} from '../../../shared/model/context/room.ts';
import type {
  Conversation,
  Id,
  Message,
  SummaryRequest,
} from '../../../shared/model/conversation.ts';
import type { ConversationService } from '../../conversations/conversation-service.ts';
import type { TurnService } from '../../turns/turn-service.ts';
import { draftMessage, type Weight } from '../request-weight.ts';
import { checkRoom, type RoomCheckOptions } from './check-room.ts';
import type { Checkpoints } from './checkpoints.ts';
import { cutOf } from './cut-of.ts';
import { fullest, requestsForAgain, requestsForMessage } from './next-requests.ts';
import type { Cut } from './plan.ts';
import { writeSummary, type SummaryOptions } from './write-summary.ts';

/** Dependencies of {@link createRoomMaker}. */
export interface RoomMakerOptions extends SummaryOptions, RoomCheckOptions {
  readonly conversations: Pick<ConversationService, 'get'>;
  readonly turns: Pick<TurnService, 'streaming'>;
  readonly checkpoints: Pick<Checkpoints, 'set' | 'paid'>;
  readonly drafts: () => readonly Draft[];
  readonly settings: () => { readonly whenFull: WhenFull; readonly idleTimeoutSeconds: number };
  /** Called with all summaries that are being written, several times a second at most. */
  readonly tell: (running: readonly Compaction[]) => void;
}

/** Makes room in the context of conversations. */
export interface RoomMaker {
  /**
   * Throws an ExpectedError (`context_full`) if a model should not be asked before room is made, and
   * `making_room` while a summary is written.
   */
  check(conversationId: Id, asked: Asked): Promise<void>;
  /** See the command `context.makeRoom`. Throws ExpectedErrors, and nothing is changed then. */
  make(conversationId: Id, way: RoomWay, of?: AskedAgain): Promise<Id | null>;
  cancel(conversationId: Id): void;
  /** The summaries that are being written. */
  running(): readonly Compaction[];
}

interface Running {
  readonly abort: AbortController;
  readonly state: Compaction;
}

/** The least time between two reports of a summary that grows (ms). */
const tellEveryMs = 100;

function refusal(cut: Exclude<Cut, { readonly kind: 'cut' }>, { windowTokens }: Weight) {
  return cut.kind === 'nothing'
    ? expected('nothing_to_leave_out', {})
    : expected('newest_too_big', {
        tokens: Math.round(cut.tokens),
        windowTokens: windowTokens ?? 0,
      });
}

/** Creates it. */
export function createRoomMaker(options: RoomMakerOptions): RoomMaker {
  const { conversations, turns, checkpoints, weigh, assistant } = options;
  const running = new Map<Id, Running>();
  let toldAt = 0;

  const states = (): readonly Compaction[] => [...running.values()].map(({ state }) => state);
  const tell = (isDue: boolean): void => {
    const now = performance.now();
    if (!isDue && now - toldAt < tellEveryMs) return;
    toldAt = now;
    options.tell(states());
  };

  const grow = (id: Id, change: Partial<Compaction>): void => {
    const current = running.get(id);
    if (current === undefined) return;
    running.set(id, { ...current, state: { ...current.state, ...change } });
    tell(change.text === '');
  };

  const compact = async (
    conversation: Conversation,
    weight: Weight,
    at: number,
    messageId: Id,
    signal: AbortSignal,
  ): Promise<Id | null> => {
    const { id } = conversation;
    const asked: SummaryRequest[] = [];
    let text: string | null = null;
    try {
      const { sent } = weight;
      text = await writeSummary(options, {
        conversation,
        weight,
        path: sent.slice(0, at).map(({ message }) => message),
        asked,
        onProgress: (state) => grow(id, state),
        signal,
      });
    } finally {
      // Only the last one can have failed; without a count, it has most likely cost nothing.
      const hasFailedFree = !signal.aborted && asked.at(-1)?.usage === undefined;
      const paid = hasFailedFree ? asked.slice(0, -1) : asked;
      if (text === null && paid.length > 0) await checkpoints.paid(id, messageId, paid);
    }
    if (text === null) return null;
    const made = { kind: 'summary', text } as const;
    await checkpoints.set(id, messageId, ({ checkpoint }) => ({
      ...made,
      asked: [...(checkpoint?.asked ?? []), ...asked],
    }));
    return messageId;
  };

  const weighedDraft = (id: Id): Message | null =>
    draftMessage(options.drafts().find(({ conversationId }) => conversationId === id));

  return {
    async check(id, asked) {
      if (running.has(id)) throw expected('making_room', {});
      await checkRoom(options, await conversations.get(id), asked);
    },
    async make(id, way, of) {
      if (running.has(id)) throw expected('making_room', {});
      if (turns.streaming().includes(id)) throw expected('still_answering', {});
      const abort = new AbortController();
      const first = { conversationId: id, messages: 0, part: 1, parts: 1, text: '' };
      running.set(id, { abort, state: first });
      try {
        const now = await conversations.get(id);
        const requests =
          of === undefined
            ? requestsForMessage(now, weighedDraft(id), assistant)
            : requestsForAgain(now, of, assistant);
        const most = await fullest(weigh, id, requests);
        if (most === null) throw expected('message_gone', {});
        const { conversation, weight } = most;
        const cut = cutOf(weight, way);
        if (cut.kind !== 'cut') throw refusal(cut, weight);
        const messageId = weight.sent[cut.at]?.message.id;
        if (messageId === undefined) throw new Error('A cut is at a message that is sent.');
        if (way === 'drop') {
          await checkpoints.set(id, messageId, () => ({ kind: 'dropped' }));
          return messageId;
        }
        grow(id, { messages: cut.room.messages, text: '' });
        return await compact(conversation, weight, cut.at, messageId, abort.signal);
      } finally {
        running.delete(id);
        tell(true);
      }
    },
    cancel: (id) => running.get(id)?.abort.abort(),
    running: states,
  };
}
