import { expected } from '../../../shared/expected.ts';
import type { Draft } from '../../../shared/contract/index.ts';
import { nearlyFull } from '../../../shared/model/context/meter.ts';
import type { Compaction, RoomWay, WhenFull } from '../../../shared/model/context/room.ts';
import type {
  AttachmentPart,
  Conversation,
  Id,
  Message,
  SummaryRequest,
} from '../../../shared/model/conversation.ts';
import type { ConversationService } from '../../conversations/conversation-service.ts';
import type { TurnService } from '../../turns/turn-service.ts';
import {
  draftMessage,
  wholeWeight,
  type Weight,
  type WeighingOptions,
  type WeighNext,
} from '../request-weight.ts';
import type { Checkpoints } from './checkpoints.ts';
import { cutOf } from './cut-of.ts';
import { inputBudget, type Cut } from './plan.ts';
import { writeSummary, type SummaryOptions } from './write-summary.ts';

/** Dependencies of {@link createRoomMaker}. */
export interface RoomMakerOptions extends SummaryOptions {
  readonly conversations: Pick<ConversationService, 'get'>;
  readonly turns: Pick<TurnService, 'streaming'>;
  readonly checkpoints: Pick<Checkpoints, 'set' | 'paid'>;
  readonly weigh: WeighNext;
  readonly contextTokens: WeighingOptions['contextTokens'];
  readonly drafts: () => readonly Draft[];
  readonly settings: () => { readonly whenFull: WhenFull; readonly idleTimeoutSeconds: number };
  /** Called with all summaries that are being written, several times a second at most. */
  readonly tell: (running: readonly Compaction[]) => void;
}

/** Makes room in the context of conversations. */
export interface RoomMaker {
  /**
   * Throws an ExpectedError (`context_full`) if a message should not be sent before room is made, and
   * `making_room` while a summary is written.
   */
  check(
    conversationId: Id,
    message: { readonly text: string; readonly attachments: readonly AttachmentPart[] },
  ): Promise<void>;
  /** See the command `context.makeRoom`. Throws ExpectedErrors, and nothing is changed then. */
  make(conversationId: Id, way: RoomWay): Promise<Id | null>;
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
  const { conversations, turns, checkpoints, weigh } = options;
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
    async check(id, { text, attachments }) {
      if (running.has(id)) throw expected('making_room', {});
      const conversation = await conversations.get(id);
      const windowTokens = await options.contextTokens(conversation);
      if (windowTokens === null) return;
      const message = draftMessage({ text, attachments, pasted: [] });
      const weight = await weigh(id, conversation, message);
      const tokens = Math.round(wholeWeight(weight));
      const way = conversation.whenFull ?? options.settings().whenFull;
      const isFull = tokens > inputBudget(windowTokens);
      const isDue = way !== 'ask' && tokens >= windowTokens * nearlyFull;
      if (!isFull && !(isDue && cutOf(weight, way).kind === 'cut')) return;
      throw expected('context_full', { tokens, windowTokens, way });
    },
    async make(id, way) {
      if (running.has(id)) throw expected('making_room', {});
      if (turns.streaming().includes(id)) throw expected('still_answering', {});
      const abort = new AbortController();
      const first = { conversationId: id, messages: 0, part: 1, parts: 1, text: '' };
      running.set(id, { abort, state: first });
      try {
        const conversation = await conversations.get(id);
        const weight = await weigh(id, conversation, weighedDraft(id));
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
