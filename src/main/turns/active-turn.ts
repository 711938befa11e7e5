import type { Id, Message, MessageStatus, Part, Usage } from '../../shared/model/conversation.ts';
import type { Events } from '../../shared/contract/index.ts';
import type { ChatStep, TurnNumber, Wait } from '../../shared/model/chat-event.ts';
import { streamedText, withStreamedText } from '../../shared/model/conversation-views.ts';
import { errorOf, type ParleyError } from '../../shared/model/errors.ts';
import { createAnswer } from './answer.ts';
import { addUsage } from './usage.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { TurnNews } from './relay.ts';
import { createRelays } from './relays.ts';

/** How often the growing answer is handed to the store, in ms; a crash loses at most this and the store's own wait. */
const keepEveryMs = 125;

export interface ActiveTurnOptions {
  readonly turn: TurnNumber;
  readonly conversationId: Id;
  /** The answer as it stands before this turn: empty, or the text that is continued. */
  readonly message: Message;
  /** The steps of the turn; `parts` is the answer with every step that was yielded. */
  readonly run: (signal: AbortSignal, parts: () => readonly Part[]) => AsyncIterable<ChatStep>;
  /** The windows that listen from the beginning. */
  readonly clients: readonly Client[];
  readonly keep: (message: Message) => void;
  /** Called once, with the answer as it stays, before the windows learn of the end. */
  readonly settle: (message: Message) => void;
  readonly report: (error: unknown) => void;
  /**
   * Follows the turn step by step besides the windows; the next piece is asked of the provider only
   * when what it returns has resolved. Must not reject.
   */
  readonly observe?: ((step: ChatStep) => Promise<void>) | undefined;
}

/** One request under way, and the answer that it makes grow. */
export interface ActiveTurn {
  readonly turn: TurnNumber;
  readonly messageId: Id;
  /** A window is about to get a snapshot, which is exact at the number returned; what comes later follows. */
  attach(client: Client): number;
  /** Nobody is there any more who would acknowledge. */
  detach(client: Client): void;
  acknowledge(client: Client, seq: number): void;
  /** The answer with all text so far. */
  message(): Message;
  /** The wait for a server that is not ready yet; null while there is none. */
  wait(): Wait | null;
  stop(): void;
  readonly isStopping: () => boolean;
  /** Resolves after `settle`; never rejects. */
  readonly done: Promise<void>;
}

/** What was streamed is left out: the window has it. */
function settledEvent(conversationId: Id, message: Message): Events['settled'] {
  return {
    conversationId,
    message: { ...message, parts: message.parts.map((part) => withStreamedText(part, '')) },
    lengths: message.parts.map((part) => streamedText(part)?.length ?? 0),
  };
}

const unexpectedEnd: ParleyError = errorOf('internal_while_answering', {});

/** What is known once a turn has ended, besides its text. */
interface Ending {
  readonly status: MessageStatus;
  readonly finishReason?: string;
  readonly error?: ParleyError;
}

function endingOf(step: ChatStep): Ending | null {
  switch (step.kind) {
    case 'finished':
      return {
        status: step.finishReason === 'length' ? 'truncated' : 'complete',
        finishReason: step.finishReason,
      };
    case 'stopped':
      return { status: 'stopped' };
    case 'failed':
      // A stream that broke off can be continued; anything else has failed.
      return {
        status: step.error.action === 'continue' ? 'interrupted' : 'failed',
        error: step.error,
      };
    case 'started':
    case 'delta':
    case 'reasoning':
    case 'moved':
    case 'picture':
    case 'tool':
    case 'tool_state':
    case 'tool_result':
    case 'usage':
    case 'waiting':
      return null;
  }
}

/** Tells the windows what a step means beside its changes of the parts. */
export function newsIn(step: ChatStep): TurnNews | null {
  switch (step.kind) {
    case 'started':
    case 'waiting':
    case 'usage':
    case 'finished':
    case 'failed':
    case 'stopped':
      return step;
    case 'delta':
    case 'reasoning':
    case 'moved':
    case 'picture':
    case 'tool':
    case 'tool_state':
    case 'tool_result':
      return null;
  }
}

/** Starts the request and follows it to its end, whether or not a window looks on. */
export function startTurn(options: ActiveTurnOptions): ActiveTurn {
  const { turn, conversationId, keep } = options;
  const { finishReason: _reason, error: _error, ...before } = options.message;
  const controller = new AbortController();
  const answer = createAnswer(before.parts);
  let usage: Usage | undefined;
  let wait: Wait | null = null;
  let settled: Message | null = null;
  let lastKept = Number.NEGATIVE_INFINITY;
  let keepTimer: NodeJS.Timeout | undefined;

  const relays = createRelays(turn, (client) => {
    if (settled !== null) client.send('settled', settledEvent(conversationId, settled));
  });

  const message = (): Message =>
    settled ?? { ...before, status: 'streaming', parts: answer.parts() };

  const keepNow = (): void => {
    keepTimer = undefined;
    lastKept = performance.now();
    keep(message());
  };

  // The last text before a silence is kept as well: nothing may follow that would take it along.
  const keepNowAndThen = (): void => {
    if (keepTimer !== undefined) return;
    const restMs = lastKept + keepEveryMs - performance.now();
    if (restMs <= 0) keepNow();
    else keepTimer = setTimeout(keepNow, restMs).unref();
  };

  const take = (step: ChatStep): void => {
    const changes = answer.push(step);
    wait = step.kind === 'waiting' ? step.wait : null;
    if (step.kind === 'usage') usage = step.usage;
    const ending = endingOf(step);
    if (ending === null) {
      keepNowAndThen();
    } else {
      clearTimeout(keepTimer);
      const total = usage === undefined ? before.usage : addUsage(before.usage, usage);
      settled = {
        ...before,
        parts: answer.parts(),
        ...ending,
        ...(total === undefined ? {} : { usage: total }),
      };
      options.settle(settled);
    }
    for (const change of changes) relays.push(change);
    const news = newsIn(step);
    if (news !== null) relays.push(news);
  };

  const follow = async (): Promise<void> => {
    try {
      for await (const step of options.run(controller.signal, answer.parts)) {
        take(step);
        if (options.observe !== undefined) await options.observe(step);
      }
    } catch (error) {
      options.report(error);
    }
    // A turn without an end would leave an answer that streams for ever.
    if (settled === null) {
      const end: ChatStep = { kind: 'failed', error: unexpectedEnd };
      take(end);
      await options.observe?.(end);
    }
  };

  for (const client of options.clients) relays.add(client);
  relays.push({ kind: 'started', conversationId, messageId: before.id });
  return {
    turn,
    messageId: before.id,
    attach: (client) => relays.attach(client),
    detach: (client) => relays.detach(client),
    acknowledge: (client, upTo) => relays.acknowledge(client, upTo),
    message,
    wait: () => wait,
    stop: () => controller.abort(),
    isStopping: () => controller.signal.aborted,
    done: follow(),
  };
}
