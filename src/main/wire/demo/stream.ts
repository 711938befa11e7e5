import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoText } from './answer.ts';
import { hashOf, pauses, seededRandom, type Paces } from './pace.ts';
import { tokensOf } from './tokens.ts';

/** What the chunks of one stream have in common. */
export interface StreamHead {
  readonly id: string;
  readonly model: string;
  /** Epoch seconds. */
  readonly created: number;
}

export interface StreamOptions {
  readonly head: StreamHead;
  readonly paces: Paces;
  readonly promptTokens: number;
  readonly includeUsage: boolean;
}

/** One event of the stream, and whether it takes its time to be thought of. */
interface Step {
  readonly data: string;
  readonly paced: boolean;
}

/** The chunks of an answer as OpenAI sends them: role, pieces, finish reason, usage, `[DONE]`. */
function* stepsOf(answer: DemoText, options: StreamOptions): Generator<Step> {
  const { head, includeUsage, promptTokens } = options;
  const shared = { ...head, object: 'chat.completion.chunk', service_tier: 'default' };
  const chunk = (delta: object, finishReason: string | null): string =>
    JSON.stringify({
      ...shared,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...(includeUsage ? { usage: null } : {}),
    });

  let reasoningTokens = 0;
  let completionTokens = 0;
  yield { data: chunk({ role: 'assistant', content: '' }, null), paced: false };
  for (const token of tokensOf(answer.reasoning ?? '')) {
    reasoningTokens += 1;
    completionTokens += 1;
    yield { data: chunk({ reasoning_content: token }, null), paced: true };
  }
  for (const token of tokensOf(answer.text)) {
    completionTokens += 1;
    yield { data: chunk({ content: token }, null), paced: true };
  }
  switch (answer.ending.kind) {
    case 'broken':
      throw new TypeError('terminated', {
        cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
      });
    case 'error_object': {
      const { message } = answer.ending;
      yield {
        data: JSON.stringify({ error: { message, type: 'server_error', param: null, code: null } }),
        paced: true,
      };
      break;
    }
    case 'finished':
      yield { data: chunk({}, answer.ending.reason), paced: false };
      if (includeUsage) {
        const usage = {
          prompt_tokens: promptTokens,
          completion_tokens: completionTokens,
          total_tokens: promptTokens + completionTokens,
          completion_tokens_details: { reasoning_tokens: reasoningTokens },
        };
        yield { data: JSON.stringify({ ...shared, choices: [], usage }), paced: false };
      }
  }
  yield { data: '[DONE]', paced: false };
}

/** After a pause of the reader, the speaker does not rush through what it would have said meanwhile; ms. */
const mostCatchUpMs = 100;

/**
 * Streams an answer as server-sent events at its pace. Nothing is produced that is not read, and an
 * abort of `signal` errors the stream with its reason, as fetch does.
 */
export function streamAnswer(
  answer: DemoText,
  options: StreamOptions,
  signal: AbortSignal | null,
): ReadableStream<Uint8Array> {
  const pace = options.paces[answer.pace];
  const nextPause = pauses(pace, seededRandom(hashOf(answer.text.slice(0, 200))));
  const steps = stepsOf(answer, options);
  const encoder = new TextEncoder();
  const given = new AbortController();
  const ended = signal === null ? given.signal : AbortSignal.any([signal, given.signal]);
  let due = performance.now() + pace.firstTokenMs;
  let spoken = false;

  const waitFor = async (step: Step): Promise<void> => {
    if (!step.paced && spoken) return;
    if (step.paced) {
      if (spoken) due += nextPause();
      spoken = true;
    }
    const now = performance.now();
    due = Math.max(due, now - mostCatchUpMs);
    // Timers are coarser than the fastest pace; what is due within a millisecond is sent at once.
    if (due - now >= 1) await sleep(due - now, undefined, { signal: ended });
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        ended.addEventListener('abort', () => controller.error(ended.reason), { once: true });
      },
      async pull(controller) {
        const step = steps.next();
        if (step.done === true) {
          controller.close();
          return;
        }
        try {
          await waitFor(step.value);
        } catch (error) {
          // The listener above has passed the abort on already.
          if (ended.aborted) return;
          throw error;
        }
        controller.enqueue(encoder.encode(`data: ${step.value.data}\n\n`));
      },
      cancel() {
        given.abort();
      },
    },
    { highWaterMark: 1 },
  );
}
