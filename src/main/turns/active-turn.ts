import type { Id, Message, MessageStatus, Part, Usage } from '../../shared/model/conversation.ts';
import type { Events } from '../../shared/contract/index.ts';
import type { ChatStep, TurnNumber, Wait } from '../../shared/model/chat-event.ts';
import { streamedText, withStreamedText } from '../../shared/model/conversation-views.ts';
import { errorOf, type ParleyError } from '../../shared/model/errors.ts';
import { createAnswer } from './answer.ts';
import { addUsage } from './usage.ts';
import type { Client } from '../../shared/contract/client.ts';
import type { TurnNews } from './relay/relay.ts';
import { createRelays } from './relay/relays.ts';

/**
 * How often the growing answer is handed to the store (ms). A crash loses at most this plus the
 * store's own delay.
 */
const keepEveryMs = 125;

export interface ActiveTurnOptions {
  readonly turn: TurnNumber;
  readonly conversationId: Id;
  /** The answer before this turn: empty, or the text to continue. */
  readonly message: Message;
  /**
   * Runs the turn and yields its steps; `parts` returns the answer including every step yielded so
   * far.
   */
  readonly run: (signal: AbortSignal, parts: () => readonly Part[]) => AsyncIterable<ChatStep>;
  /** The measurements so far; the same object until something changes. */
  readonly details?: () => Message['details'];
  /** The windows that listen from the start. */
  readonly clients: readonly Client[];
  readonly keep: (message: Message) => void;
  /** Called once with the final answer, before the windows are told that the turn ended. */
  readonly settle: (message: Message) => void;
  /** True while another answer of the conversation grows. */
  readonly goesOn: () => boolean;
  readonly report: (error: unknown) => void;
  /**
   * Observes each step, in addition to the windows. The next step is not requested from the
   * provider until the returned promise resolves. Must not reject.
   */
  readonly observe?: ((step: ChatStep) => Promise<void>) | undefined;
}

/** A running turn and its growing answer. */
export interface ActiveTurn {
  readonly turn: TurnNumber;
  readonly messageId: Id;
  /**
   * Called before a window gets a snapshot. Returns the number of the last event the snapshot
   * includes; later events follow.
   */
  attach(client: Client): number;
  /** Called when a window is gone and can no longer acknowledge. */
  detach(client: Client): void;
  acknowledge(client: Client, seq: number): void;
  /** The answer with all text so far. */
  message(): Message;
  /** Set while the server is not ready yet. */
  wait(): Wait | null;
  stop(): void;
  readonly isStopping: () => boolean;
  /** Resolves after `settle`; never rejects. */
  readonly done: Promise<void>;
}

/** The window already has the streamed text, so it is left out. */
function settledEvent(conversationId: Id, message: Message, goesOn: boolean): Events['settled'] {
  return {
    conversationId,
    goesOn,
    message: { ...message, parts: message.parts.map((part) => withStreamedText(part, '')) },
    lengths: message.parts.map((part) => streamedText(part)?.length ?? 0),
  };
}

const unexpectedEnd: ParleyError = errorOf('internal_while_answering', {});

/** Everything known about a finished turn except its text. */
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
      // Only a broken stream can be continued; everything else is a failure.
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
    case 'tool_progress':
    case 'citation':
    case 'news':
    case 'usage':
    case 'waiting':
      return null;
  }
}

/** Maps a step to the event for the windows; null if it only changes parts. */
export function newsIn(step: ChatStep): TurnNews | null {
  switch (step.kind) {
    case 'started':
    case 'waiting':
    case 'usage':
    case 'tool_progress':
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
    case 'citation':
    case 'news':
      return null;
  }
}

/** Runs the request to its end, whether or not a window is open. */
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
    if (settled !== null)
      client.send('settled', settledEvent(conversationId, settled, options.goesOn()));
  });

  const measured = (): Pick<Message, 'details'> => {
    const details = options.details?.() ?? before.details;
    return details === undefined ? {} : { details };
  };
  const message = (): Message =>
    settled ?? { ...before, status: 'streaming', parts: answer.parts(), ...measured() };

  const keepNow = (): void => {
    keepTimer = undefined;
    lastKept = performance.now();
    keep(message());
  };

  // Save the text before a silence too: nothing may follow it.
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
        ...measured(),
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
    // Without a terminal step, the answer would stream forever.
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
