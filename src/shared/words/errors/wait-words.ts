import type { LimitSpan } from '../../model/errors.ts';

function amount(count: number, unit: string): string {
  return ` in ${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}

/** A wait in words, with a leading space, such as ` in 20 seconds`; '' for none. */
export function waitWords(ms: number | null): string {
  if (ms === null || ms <= 0) return '';
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return amount(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? amount(minutes, 'minute') : amount(Math.ceil(minutes / 60), 'hour');
}

/** When to retry after a limit without a wait, with a leading space, such as ` tomorrow`. */
export function againWords(span: LimitSpan | null): string {
  switch (span) {
    case null:
    case 'minute':
      return ' in a moment';
    case 'hour':
      return ' in an hour';
    case 'day':
      return ' tomorrow';
    case 'longer':
    case 'mixed':
      return ' later';
  }
}
