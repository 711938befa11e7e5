/** Longest wait that is believed, in ms: a day. */
const longestMs = 86_400_000;

/** True for the `Headers` of any implementation: errors of the SDK carry those of the `fetch` it was given. */
function hasGet(headers: unknown): headers is Pick<Headers, 'get'> {
  return typeof (headers as Pick<Headers, 'get'> | null | undefined)?.get === 'function';
}

/**
 * Reads the wait a server asks for, in ms: `retry-after-ms` (OpenAI), or Retry-After in seconds or as
 * an HTTP date (RFC 9110 §10.2.3). undefined when there is none or it makes no sense.
 */
export function retryAfterMs(headers: unknown, now = Date.now()): number | undefined {
  if (!hasGet(headers)) return undefined;
  const header = (name: string): string => headers.get(name)?.trim() ?? '';
  const inMs = header('retry-after-ms');
  const after = header('retry-after');
  const ms = /^\d+(?:\.\d+)?$/.test(inMs)
    ? Number(inMs)
    : /^\d+(?:\.\d+)?$/.test(after)
      ? Number(after) * 1000
      : Date.parse(after) - now;
  return Number.isFinite(ms) && ms >= 0 && ms <= longestMs ? Math.round(ms) : undefined;
}

function amount(count: number, unit: string): string {
  return ` in ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Says a wait for people, with a space before it, such as ` in 20 seconds`; '' for none. */
export function waitWords(ms: number | undefined): string {
  if (ms === undefined || ms <= 0) return '';
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return amount(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? amount(minutes, 'minute') : amount(Math.ceil(minutes / 60), 'hour');
}
