import type { ChatStep, Wait } from '../../shared/model/chat-event.ts';
import type { ParleyError } from '../../shared/model/errors.ts';
import {
  foldSystem,
  hasOldImages,
  hasSystem,
  hasTools,
  oldImagesInWords,
  toolsInWords,
} from './history.ts';
import type { ModelQuirks } from './connection.ts';
import type { Question, QuestionMessage } from './protocol.ts';

/** How long a model may take to load before that counts as a failure (ms). */
const longestLoadingMs = 15 * 60_000;
/** Delays before a loading server is asked again, unless it names one (ms). */
const loadingWaitsMs: readonly number[] = [2000, 3000, 5000];
const shortestWaitMs = 500;
const longestWaitMs = 30_000;

/** Ways to rephrase a question that a server refused because of its form. */
type Adaptation = 'fold_system' | 'tools_in_words' | 'old_images_in_words';

/** Sends one request; ends with exactly one terminal step. */
type Exchange = (question: Question) => AsyncIterable<ChatStep>;

function adapted(
  messages: readonly QuestionMessage[],
  adaptation: Adaptation,
): readonly QuestionMessage[] {
  switch (adaptation) {
    case 'fold_system':
      return foldSystem(messages);
    case 'tools_in_words':
      return toolsInWords(messages);
    case 'old_images_in_words':
      return oldImagesInWords(messages);
  }
}

/** The first remedy for a refusal that changes anything and has not been tried. */
function remedyFor(
  { reason }: ParleyError,
  messages: readonly QuestionMessage[],
): Adaptation | null {
  // Chat templates without a system role complain that roles do not alternate.
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

/** Resolves after `ms`, or immediately when `signal` is aborted. */
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

/** True for steps that are part of an answer; after one, the request must not be repeated. */
function isAnswer({ kind }: ChatStep): boolean {
  return !['started', 'waiting', 'usage', 'failed', 'stopped'].includes(kind);
}

/**
 * Asks until there is an answer, or a failure that no retry can fix. A question that was refused
 * because of its form is rephrased, and the remedy that helped is remembered for the model. A
 * server that is still loading the model is asked again for up to a quarter of an hour, with a
 * `waiting` step for each delay.
 */
export async function* patiently(
  question: Question,
  exchange: Exchange,
  signal: AbortSignal,
  quirks: ModelQuirks | undefined,
): AsyncGenerator<ChatStep, void, undefined> {
  const { model } = question;
  const foldsAlready = quirks?.refusesSystem(model) === true;
  let messages = foldsAlready ? foldSystem(question.messages) : question.messages;
  let folds = false;
  let waits = 0;
  const giveUpAt = performance.now() + longestLoadingMs;

  for (;;) {
    let hasBegun = false;
    let failure: ParleyError | null = null;
    for await (const step of exchange({ ...question, messages })) {
      if (!hasBegun && isAnswer(step)) {
        hasBegun = true;
        if (folds) quirks?.rememberSystemRefused(model);
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
