import { errorOf, type ParleyError } from '../../shared/model/errors.ts';
import { maxCalls, maxItems, maxPictures, type Excess } from './answers/answer-steps.ts';
import { fromServerReport, secretsOf, type ErrorContext } from './refusals/errors.ts';
import { looksLikeHtml } from './refusals/html-text.ts';
import { asArray, asObject, parseJson } from './json.ts';
import { serverWords } from './refusals/server-words.ts';
import { reportIn } from './stream-errors.ts';

/** The server was silent for too long. */
export function silence(name: string, idleMs: number, hasText: boolean): ParleyError {
  return errorOf('silent', { provider: name, idleMs, hasText });
}

/**
 * The stream ended or broke off without a finish reason. `isInterruption` recognises it by its
 * action.
 */
export function unfinished(name: string, hasText: boolean): ParleyError {
  return hasText ? errorOf('cut_off', {}) : errorOf('ended_unanswered', { provider: name });
}

/** The answer exceeds any real one: something is wrong with the model or the server. */
export function tooMany(name: string, what: Excess): ParleyError {
  switch (what) {
    case 'calls':
      return errorOf('too_many_calls', { provider: name, most: maxCalls });
    case 'pictures':
      return errorOf('too_many_pictures', { provider: name, most: maxPictures });
    case 'items':
      return errorOf('too_many_items', { provider: name, most: maxItems });
  }
}

/** How much of a body that is not an answer is examined (UTF-16 code units). */
const longestLook = 64 * 1024;

/**
 * A body with status 200 that holds neither a stream nor an answer: the error says what it is
 * instead.
 */
export function unexpectedBodyError(body: string, context: ErrorContext): ParleyError {
  const provider = context.name;
  const text = body
    .slice(0, longestLook)
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') return errorOf('empty_answer', { provider });
  const detail = serverWords(text, secretsOf(context));
  if (looksLikeHtml(text)) return errorOf('web_page_came', { provider }, { detail });
  if (/^(?:data|event|id|retry)?:/.test(text)) {
    return errorOf('ended_before_first_word', { provider });
  }
  const parsed = parseJson(text);
  const json = asObject(parsed) ?? asObject(asArray(parsed)[0]);
  const report = json === null ? null : reportIn(json);
  if (report !== null) return fromServerReport(report, context);
  return errorOf('other_than_answer', { provider }, { detail });
}

/** The error of an answer that may already have text, which can then be continued. */
export function asContinuable(error: ParleyError, hasText: boolean): ParleyError {
  return hasText && error.action === 'retry' ? { ...error, action: 'continue' } : error;
}
