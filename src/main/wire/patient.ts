import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { ParleyError, RefusalReason } from '../../shared/model/errors.ts';
import {
  foldSystem,
  hasImages,
  hasOldImages,
  hasSystem,
  hasTools,
  oldImagesInWords,
  toolsInWords,
  withWholeCharacters,
} from './history.ts';
import type { ModelQuirks } from './connection.ts';
import { lessonOf, newsOf, type Lesson, type Offered } from './needed.ts';
import { contextLimitIn } from './refusals/context-limit.ts';
import type { ModelNeeds, Needs } from './needs.ts';
import type { Question, QuestionMessage } from './protocol.ts';

/** How long a model may take to load before that counts as a failure (ms). */
const longestLoadingMs = 15 * 60_000;
/** Delays before a loading server is asked again, unless it names one (ms). */
const loadingWaitsMs: readonly number[] = [2000, 3000, 5000];
const shortestWaitMs = 500;
const longestWaitMs = 30_000;

/** Ways to rephrase a question that a server refused because of its form. */
type Adaptation = 'fold_system' | 'tools_in_words' | 'old_images_in_words';

/** Called with the lower-case text of a refusal and what was sent. */
export type OnRefusal = (words: string, offered: Offered) => void;

/** Asks once, following the server's requirements; ends with exactly one terminal step. */
type Exchange = (question: Question, needs: Needs, onRefusal: OnRefusal) => AsyncIterable<ChatStep>;

/** Options for {@link patiently}. */
export interface PatientOptions {
  readonly exchange: Exchange;
  /** Aborted when the person presses Stop. */
  readonly signal: AbortSignal;
  readonly quirks: ModelQuirks | undefined;
  readonly needs: ModelNeeds;
  /** The server's name, for messages to the person. */
  readonly provider: string;
  /** A reason that the caller remedies by itself. */
  readonly leaves?: RefusalReason | undefined;
}

/** How often a question is asked again because of a lesson. */
const maxLessons = 6;

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
    // Folding is remembered, so calls are tried first: a refused system prompt is rarer by far.
    if (reason === 'message_order' && hasTools(messages)) return 'tools_in_words';
    return hasSystem(messages) ? 'fold_system' : null;
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
export function isAnswer({ kind }: ChatStep): boolean {
  return !['started', 'waiting', 'news', 'usage', 'failed', 'stopped'].includes(kind);
}

/** The state of a question between requests. */
interface Attempt {
  readonly messages: readonly QuestionMessage[];
  readonly folds: boolean;
  /** Something was learned besides lessons. */
  readonly hasNews: boolean;
  readonly needs: Needs;
  readonly lessons: number;
  readonly waits: number;
}

function firstAttempt({ model, messages: asked }: Question, options: PatientOptions): Attempt {
  const messages = withWholeCharacters(asked);
  const { quirks } = options;
  const refusedParameters = quirks?.refusedParameters(model);
  const needs = {
    ...options.needs.now(),
    ...(refusedParameters === undefined ? {} : { refusedParameters }),
  };
  const folded = quirks?.refusesSystem(model) === true ? foldSystem(messages) : messages;
  const called = needs.refusesTools ? toolsInWords(folded) : folded;
  return {
    messages: needs.seesNothing ? oldImagesInWords(called) : called,
    folds: false,
    hasNews: false,
    needs,
    lessons: 0,
    waits: 0,
  };
}

/** Returns the next attempt after a lesson. */
function taught(before: Attempt, { needs }: Lesson): Attempt {
  const { messages, lessons } = before;
  return {
    ...before,
    needs,
    lessons: lessons + 1,
    messages: needs.refusesTools ? toolsInWords(messages) : messages,
  };
}

/** Remembers what was learned of a model, now that it answers. */
function remember(
  { messages, folds, needs, lessons, hasNews }: Attempt,
  options: PatientOptions,
  model: string,
): void {
  if (folds) options.quirks?.rememberSystemRefused(model);
  const seesAfterAll = needs.seesNothing && hasImages(messages);
  if (lessons > 0 || hasNews || seesAfterAll) {
    options.needs.learn(seesAfterAll ? { ...needs, seesNothing: false } : needs);
  }
  if (lessons > 0) options.quirks?.rememberRefusedParameters(model, needs.refusedParameters);
}

/** Announces a wait for a loading server, then waits. */
async function* waited(
  failure: ParleyError,
  waits: number,
  signal: AbortSignal,
): AsyncGenerator<ChatStep, void, undefined> {
  const waitMs = waitFor(failure, waits);
  yield { kind: 'waiting', wait: { reason: 'loading', retryAt: Date.now() + waitMs } };
  await pause(waitMs, signal);
}

/**
 * Asks until there is an answer, or a failure that another attempt cannot fix. A question that was
 * refused for its form or for a tool is rephrased, and the successful form is remembered for the
 * model. While a server loads the model, the request is repeated for up to 15 minutes, with a
 * `waiting` step for each wait.
 */
export async function* patiently(
  question: Question,
  options: PatientOptions,
): AsyncGenerator<ChatStep, void, undefined> {
  const { exchange, signal, quirks } = options;
  const { model } = question;
  let attempt = firstAttempt(question, options);
  const giveUpAt = performance.now() + longestLoadingMs;

  for (;;) {
    const { messages, needs } = attempt;
    let hasBegun = false;
    let failure: ParleyError | null = null;
    let lesson: Lesson | null = null;
    let contextLimit: number | null = null;
    const learn: OnRefusal = (words, offered) => {
      contextLimit = contextLimitIn(words);
      if (attempt.lessons < maxLessons) lesson = lessonOf(words, needs, offered);
    };
    for await (const step of exchange({ ...question, messages }, needs, learn)) {
      if (!hasBegun && isAnswer(step)) {
        hasBegun = true;
        remember(attempt, options, model);
      }
      if (step.kind === 'usage') quirks?.sawTokens(model, step.usage.totalTokens);
      if (step.kind === 'failed' && !hasBegun) failure = step.error;
      else yield step;
    }
    if (failure === null) return;
    if (failure.reason === 'context_length' && contextLimit !== null) {
      quirks?.rememberContext(model, contextLimit);
    }
    const learned = lesson as Lesson | null;
    // Another wire serves the question as it is; a lesson would only make it less.
    const isLeft = options.leaves === failure.reason && failure.reason !== undefined;
    if (!signal.aborted && learned !== null && !isLeft) {
      attempt = taught(attempt, learned);
      const all = newsOf(learned, options.provider, model);
      yield* all.map((news): ChatStep => ({ kind: 'news', news }));
      continue;
    }
    const remedy = remedyFor(failure, messages);
    const isLoading = failure.reason === 'loading' && performance.now() < giveUpAt;
    if (signal.aborted || (remedy === null && !isLoading)) {
      yield { kind: 'failed', error: failure };
      return;
    }
    if (remedy !== null) {
      const isBlind = failure.reason === 'images';
      attempt = {
        ...attempt,
        messages: adapted(messages, remedy),
        folds: attempt.folds || remedy === 'fold_system',
        hasNews: attempt.hasNews || isBlind,
        needs: isBlind ? { ...needs, seesNothing: true } : needs,
      };
      continue;
    }
    yield* waited(failure, attempt.waits, signal);
    attempt = { ...attempt, waits: attempt.waits + 1 };
    if (signal.aborted) {
      yield { kind: 'stopped' };
      return;
    }
  }
}
