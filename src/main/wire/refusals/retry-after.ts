import type { Said } from './said.ts';

/** The longest delay that is plausible (ms): a week. */
const longestMs = 604_800_000;

/** How much of a server's text is searched for a delay (UTF-16 code units). */
const longestWords = 4000;

/**
 * True for any implementation of `Headers`: errors of the SDK carry those of the `fetch` it was
 * given.
 */
function hasGet(headers: unknown): headers is Pick<Headers, 'get'> {
  return typeof (headers as Pick<Headers, 'get'> | null | undefined)?.get === 'function';
}

/** A plausible delay in whole ms; undefined otherwise. */
function believed(ms: number): number | undefined {
  return Number.isFinite(ms) && ms >= 0 && ms <= longestMs ? Math.round(ms) : undefined;
}

/**
 * Reads the delay that a server asks for in its headers (ms): `retry-after-ms` (OpenAI), or
 * Retry-After in seconds or as an HTTP date (RFC 9110 §10.2.3). undefined if there is none or it
 * makes no sense.
 */
export function retryAfterMs(headers: unknown, now = Date.now()): number | undefined {
  if (!hasGet(headers)) return undefined;
  const header = (name: string): string => headers.get(name)?.trim() ?? '';
  const inMs = header('retry-after-ms');
  const after = header('retry-after');
  if (/^\d+(?:\.\d+)?$/.test(inMs)) return believed(Number(inMs));
  if (/^\d+(?:\.\d+)?$/.test(after)) return believed(Number(after) * 1000);
  return believed(Date.parse(after) - now);
}

/** Time units (ms) in the languages that servers use, longest spelling first. */
const units: readonly (readonly [words: string, ms: number])[] = [
  ['days?|d|天|tage?n?|jours?|d[ií]as?|дн(?:я|ей)|день', 86_400_000],
  [
    'milliseconds?|millis|msecs?|ms|毫秒|ミリ秒|밀리초|millisekunden?|millisecondes?|milisegundos?',
    1,
  ],
  ['hours?|hrs?|h|小时|小時|时间|時間|시간|stunden?|std|heures?|horas?|час(?:а|ов)?|ч', 3_600_000],
  ['minutes?|mins?|m|分钟|分鐘|分|분|minuten?|minutos?|минут[ыу]?|мин', 60_000],
  ['seconds?|secs?|s|秒钟|秒鐘|秒|초|sekunden?|sek|secondes?|segundos?|секунд[ыу]?|сек', 1000],
];

const amountSource = String.raw`(\d{1,9}(?:[.,]\d{1,9})?)\s{0,3}`;
const allUnits = units.map(([words]) => words).join('|');
/** Consecutive amounts: `6m0s`, `1 hour and 2 minutes`. */
const durations = new RegExp(
  String.raw`(?:${amountSource}(?:${allUnits})(?![a-zа-я])(?:\s{0,3}(?:,|and|und|et|y|e|и)?\s{0,3}(?=\d))?|${amountSource}(?:d|h|m|s)(?=\d)){1,4}`,
  'giu',
);
const oneAmount = new RegExp(
  amountSource + `(?:${units.map(([words]) => `(${words})`).join('|')})`,
  'giu',
);

/** Words before a delay. */
const asksToWait =
  /retry|again|wait|reset|available|after|cool ?down|重试|重試|再试|再試|等待|稍后|稍後|请在|請在|恢复|再度|お待ち|リトライ|다시|erneut|versuch|warte|wieder|réessay|attend|patient|reintent|esper[ae]|inténte|повтор|подожд|через|tente|aguarde|novamente/i;
/** Words after a delay. */
const thenAgain =
  /^\W{0,3}(?:后|後|之后|之後|以后|以後|후|뒤|before|later|and (?:re)?try|then (?:re)?try|(?:re)?try|warten)/i;
/** Words before a past time, or before the time span of a limit. */
const isNoWait =
  /(?:last|past|previous|per|every|each|within(?: the)?|过去|過去|letzten|limit of)\s{0,3}$/i;

function durationMs(text: string): number {
  let total = 0;
  for (const match of text.matchAll(oneAmount)) {
    const unit = units.findIndex((_unit, at) => match[at + 2] !== undefined);
    total += Number((match[1] ?? '').replace(',', '.')) * (units[unit]?.[1] ?? Number.NaN);
  }
  return total;
}

/** The delay that a sentence asks for (ms), such as `Please try again in 6m0s`. */
export function waitInWords(words: string, now = Date.now()): number | undefined {
  const text = words.slice(0, longestWords);
  for (const { index, 0: found } of text.matchAll(durations)) {
    const before = text.slice(Math.max(0, index - 60), index);
    const after = text.slice(index + found.length, index + found.length + 24);
    if (isNoWait.test(before)) continue;
    if (!asksToWait.test(before) && !thenAgain.test(after)) continue;
    const ms = believed(durationMs(found));
    if (ms !== undefined) return ms;
  }
  const date = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/.exec(
    text,
  );
  if (date === null || !asksToWait.test(text.slice(Math.max(0, date.index - 60), date.index))) {
    return undefined;
  }
  return believed(Date.parse(date[0]) - now);
}

/**
 * The delay in a field (ms), such as `retryDelay: "34s"`, `retry_after_ms: 500` or
 * `estimated_time: 20.5`.
 */
function waitInField([name, value]: Said['waits'][number], now: number): number | undefined {
  const text = String(value).trim();
  if (!/^\d+(?:\.\d+)?$/.test(text)) {
    const told = durationMs(text);
    return believed(told > 0 ? told : Date.parse(text) - now);
  }
  const number = Number(text);
  // A timestamp, in ms or in seconds.
  if (number > 1e12) return believed(number - now);
  if (number > 1e9) return believed(number * 1000 - now);
  return believed(name.endsWith('ms') ? number : number * 1000);
}

/**
 * The delay that a body asks for in its fields or its text (ms). The longest of the fields counts.
 */
export function waitInBody(said: Said, now = Date.now()): number | undefined {
  const fields = said.waits
    .map((wait) => waitInField(wait, now))
    .filter((wait) => wait !== undefined && wait > 0);
  if (fields.length > 0) return Math.max(...(fields as number[]));
  return waitInWords(said.sentences.join(' '), now);
}
