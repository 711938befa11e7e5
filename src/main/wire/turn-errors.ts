import type { ParleyError } from '../../shared/model/errors.ts';
import { mostCalls, mostPictures } from './chat-completions/answer-reader.ts';
import { fromServerReport, secretsOf, type ErrorContext } from './refusals/errors.ts';
import { looksLikeHtml } from './refusals/html-text.ts';
import { asArray, asObject, parseJson } from './json.ts';
import { waitWords } from './refusals/retry-after.ts';
import { serverWords } from './refusals/server-words.ts';
import { reportIn } from './chat-completions/stream-errors.ts';

/** The server went silent for too long. */
export function silence(name: string, idleMs: number, hasText: boolean): ParleyError {
  const more = hasText ? 'nothing more' : 'nothing';
  const time = waitWords(idleMs).replace(/^ in /, ' for ');
  return {
    kind: 'timeout',
    message: `${name} sent ${more}${time}. Try again, or allow a longer wait in Settings.`,
    retryable: true,
    action: 'retry',
  };
}

/** The stream ended, or broke off, without a finish reason. `isInterruption` knows it by its action. */
export function unfinished(name: string, hasText: boolean): ParleyError {
  return hasText
    ? {
        kind: 'network',
        message: 'The connection ended before the answer was complete. Continue to get the rest.',
        retryable: true,
        action: 'continue',
      }
    : {
        kind: 'network',
        message: `${name} ended the connection before it answered. Try again.`,
        retryable: true,
        action: 'retry',
      };
}

/** The answer holds more than any answer does: something is wrong with the model or the server. */
export function tooMany(name: string, what: 'calls' | 'pictures'): ParleyError {
  const said =
    what === 'calls'
      ? `asked for more than ${mostCalls} tools`
      : `sent more than ${mostPictures} pictures`;
  return {
    kind: 'bad_response',
    message: `${name} ${said} in one answer, so Parley ended it. Try again, or choose another model.`,
    retryable: true,
    action: 'retry',
  };
}

/** How much of a body that is no answer is looked at, in UTF-16 code units. */
const longestLook = 64 * 1024;

/** A body with status 200 that holds neither a stream nor an answer: says what it is instead. */
export function whatCame(body: string, context: ErrorContext): ParleyError {
  const { name } = context;
  const again = { kind: 'bad_response', retryable: true, action: 'retry' } as const;
  const address = { kind: 'bad_response', retryable: false, action: 'open_settings' } as const;
  const text = body
    .slice(0, longestLook)
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') return { ...again, message: `${name} sent an empty answer. Try again.` };
  const detail = serverWords(text, secretsOf(context));
  if (looksLikeHtml(text)) {
    return {
      ...address,
      message: `${name} sent a web page instead of an answer. Check the base URL in Settings.`,
      detail,
    };
  }
  if (/^(?:data|event|id|retry)?:/.test(text)) {
    return { ...again, message: `${name} ended its answer before the first word. Try again.` };
  }
  const parsed = parseJson(text);
  const json = asObject(parsed) ?? asObject(asArray(parsed)[0]);
  const report = json === null ? null : reportIn(json);
  if (report !== null) return fromServerReport(report, context);
  return {
    ...address,
    message: `${name} sent something other than a chat answer. Check the base URL in Settings.`,
    detail,
  };
}
