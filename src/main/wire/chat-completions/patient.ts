import type { ChatStep, Wait } from '../../../shared/model/chat-event.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import {
  foldSystem,
  hasOldImages,
  hasSystem,
  hasTools,
  oldImagesInWords,
  toolsInWords,
} from './history.ts';
import type { ChatMessage, TurnRequest } from './turn.ts';

/** How long a model may load until that is a failure, in ms. */
const longestLoadingMs = 15 * 60_000;
/** The waits before a server that loads is asked again, unless it names one, in ms. */
const loadingWaitsMs: readonly number[] = [2000, 3000, 5000];
const shortestWaitMs = 500;
const longestWaitMs = 30_000;

/** Ways to put the same question to a server that refused it for its form. */
type Adaptation = 'fold_system' | 'tools_in_words' | 'old_images_in_words';

/** Asks once; ends with exactly one terminal step. */
type Exchange = (request: TurnRequest) => AsyncIterable<ChatStep>;

function adapted(messages: readonly ChatMessage[], adaptation: Adaptation): readonly ChatMessage[] {
  switch (adaptation) {
    case 'fold_system':
      return foldSystem(messages);
    case 'tools_in_words':
      return toolsInWords(messages);
    case 'old_images_in_words':
      return oldImagesInWords(messages);
  }
}

/** What may help against a refusal: the first that changes anything and was not tried. */
function remedyFor({ reason }: ParleyError, messages: readonly ChatMessage[]): Adaptation | null {
  // Templates that know no system prompt complain of roles that do not alternate.
  if (reason === 'system_role' || reason === 'message_order') {
    if (hasSystem(messages)) return 'fold_system';
    return reason === 'message_order' && hasTools(messages) ? 'tools_in_words' : null;
  }
  const isAboutImages = reason === 'images' || reason === 'image_count' || reason === 'image_size';
  return isAboutImages && hasOldImages(messages) ? 'old_images_in_words' : null;
}

function waitFor(error: ParleyError, attempt: number): number {
  const usual = loadingWaitsMs[Math.min(attempt, loadingWaitsMs.length - 1)] ?? shortestWaitMs;
  return Math.min(longestWaitMs, Math.max(shortestWaitMs, error.retryAfterMs ?? usual));
}

/** Resolves after `ms`, or at once when `signal` is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** True for steps that bring something of the answer, after which nothing may be asked again. */
function isAnswer({ kind }: ChatStep): boolean {
  return !['started', 'waiting', 'usage', 'failed', 'stopped'].includes(kind);
}

/**
 * Asks until there is an answer or a failure that asking again cannot mend. A question that was refused
 * for its form is put in another one, and what helped is remembered for the model; a server that still
 * loads the model is waited for, up to a quarter of an hour, with a `waiting` step for each wait.
 */
export async function* patiently(
  request: TurnRequest,
  exchange: Exchange,
): AsyncGenerator<ChatStep, void, undefined> {
  const { connection, model, signal } = request;
  const foldsAlready = connection.quirks?.refusesSystem(model) === true;
  let messages = foldsAlready ? foldSystem(request.messages) : request.messages;
  let folds = false;
  let waits = 0;
  const giveUpAt = performance.now() + longestLoadingMs;

  for (;;) {
    let hasBegun = false;
    let failure: ParleyError | null = null;
    for await (const step of exchange({ ...request, messages })) {
      if (!hasBegun && isAnswer(step)) {
        hasBegun = true;
        if (folds) connection.quirks?.rememberSystemRefused(model);
      }
      if (step.kind === 'failed' && !hasBegun) failure = step.error;
      else yield step;
    }
    if (failure === null) return;
    const remedy = remedyFor(failure, messages);
    const isLoading = failure.reason === 'loading' && performance.now() < giveUpAt;
    if (signal.aborted || (remedy === null && !isLoading)) {
      yield { kind: 'failed', error: failure };
      return;
    }
    if (remedy !== null) {
      messages = adapted(messages, remedy);
      folds ||= remedy === 'fold_system';
      continue;
    }
    const waitMs = waitFor(failure, waits);
    waits += 1;
    const wait: Wait = { reason: 'loading', retryAt: Date.now() + waitMs };
    yield { kind: 'waiting', wait };
    await pause(waitMs, signal);
    if (signal.aborted) {
      yield { kind: 'stopped' };
      return;
    }
  }
}
