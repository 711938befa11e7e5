const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Local midnight before `time` (ms since the epoch). */
export function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** Whole local days from `time` to `now`: 0 today, 1 yesterday. Rounded, for days of 23 and 25 hours. */
export function daysAgo(time: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(time)) / day);
}

/**
 * A few characters for a list: "now", "5 min", "3 h", "Tue" in the last week, then the date.
 * `time` and `now` in ms since the epoch; a time in the future counts as now.
 */
export function shortTime(time: number, now: number, locale?: string): string {
  const age = now - time;
  if (age < minute) return 'now';
  if (age < hour) return `${String(Math.floor(age / minute))} min`;
  if (age < day) return `${String(Math.floor(age / hour))} h`;
  const date = new Date(time);
  if (daysAgo(time, now) < 7) return date.toLocaleDateString(locale, { weekday: 'short' });
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** As it is said: "5 minutes ago", "yesterday", "3 weeks ago". Times in ms since the epoch. */
export function relativeTime(time: number, now: number, locale?: string): string {
  const age = now - time;
  if (age < minute) return 'just now';
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (age < hour) return format.format(-Math.floor(age / minute), 'minute');
  const days = daysAgo(time, now);
  if (days === 0 || age < 6 * hour) return format.format(-Math.floor(age / hour), 'hour');
  if (days < 7) return format.format(-days, 'day');
  if (days < 30) return format.format(-Math.floor(days / 7), 'week');
  if (days < 365) return format.format(-Math.floor(days / 30), 'month');
  return format.format(-Math.floor(days / 365), 'year');
}

/** The exact local date and time, for hover. `time` in ms since the epoch. */
export function exactTime(time: number, locale?: string): string {
  return new Date(time).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short' });
}
