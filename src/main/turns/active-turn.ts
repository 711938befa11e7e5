import type { Id, Message, MessageStatus, Part, Usage } from '../../shared/model/conversation.ts';
import type { Events } from '../../shared/contract/index.ts';
import type { ChatEvent, ChatStep, TurnNumber, Wait } from '../../shared/model/chat-event.ts';
import { errorOf, type ParleyError } from '../../shared/model/errors.ts';
import { createAnswer } from './answer.ts';
import type { Emit } from '../conversations/conversation-service.ts';
import { createTurnRelay, type TurnRelay } from './relay.ts';

/** How often the growing answer is handed to the store, in ms; a crash loses at most this and the store's own wait. */
const keepEveryMs = 125;

export interface ActiveTurnOptions {
  readonly turn: TurnNumber;
  readonly conversationId: Id;
  /** The answer as it stands before this turn: empty, or the text that is continued. */
  readonly message: Message;
  readonly run: (signal: AbortSignal) => AsyncIterable<ChatStep>;
  readonly emit: Emit;
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
  readonly relay: TurnRelay;
  /** The answer with all text so far. */
  message(): Message;
  /** The wait for a server that is not ready yet; null while there is none. */
  wait(): Wait | null;
  stop(): void;
  readonly isStopping: () => boolean;
  /** Resolves after `settle`; never rejects. */
  readonly done: Promise<void>;
}

/** The text of an answer's parts is left out where the window already has it. */
function settledEvent(conversationId: Id, message: Message): Events['settled'] {
  let textLength = 0;
  let reasoningLength = 0;
  const parts = message.parts.map((part): Part => {
    if (part.kind === 'text') textLength += part.text.length;
    else if (part.kind === 'reasoning') reasoningLength += part.text.length;
    else return part;
    return { ...part, text: '' };
  });
  return { conversationId, message: { ...message, parts }, textLength, reasoningLength };
}

function addUsage(before: Usage | undefined, now: Usage): Usage {
  if (before === undefined) return now;
  const sum = (key: keyof Usage): number => (before[key] ?? 0) + (now[key] ?? 0);
  const known = (key: keyof Usage): boolean => before[key] !== undefined || now[key] !== undefined;
  return {
    promptTokens: sum('promptTokens'),
    completionTokens: sum('completionTokens'),
    totalTokens: sum('totalTokens'),
    ...(known('reasoningTokens') ? { reasoningTokens: sum('reasoningTokens') } : {}),
    ...(known('cachedTokens') ? { cachedTokens: sum('cachedTokens') } : {}),
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
    case 'usage':
    case 'waiting':
      return null;
  }
}

function isTerminal(event: ChatEvent): boolean {
  return event.kind === 'finished' || event.kind === 'failed' || event.kind === 'stopped';
}

/** Starts the request and follows it to its end, whether or not a window looks on. */
export function startTurn(options: ActiveTurnOptions): ActiveTurn {
  const { turn, conversationId, emit, keep } = options;
  const { finishReason: _reason, error: _error, ...before } = options.message;
  const controller = new AbortController();
  const answer = createAnswer(before.parts);
  let usage: Usage | undefined;
  let wait: Wait | null = null;
  let settled: Message | null = null;
  let lastKept = Number.NEGATIVE_INFINITY;
  let keepTimer: NodeJS.Timeout | undefined;

  const relay = createTurnRelay({
    turn,
    send(name, payload) {
      emit(name, payload);
      if (name === 'turn' && settled !== null && isTerminal(payload as ChatEvent)) {
        emit('settled', settledEvent(conversationId, settled));
      }
    },
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
    answer.push(step);
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
    relay.push(step);
  };

  const follow = async (): Promise<void> => {
    try {
      for await (const step of options.run(controller.signal)) {
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

  relay.push({ kind: 'started', conversationId, messageId: before.id });
  return {
    turn,
    messageId: before.id,
    relay,
    message,
    wait: () => wait,
    stop: () => controller.abort(),
    isStopping: () => controller.signal.aborted,
    done: follow(),
  };
}
