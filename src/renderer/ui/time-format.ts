import { currentLanguage, t } from '../../shared/language/translate.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const dateOptions = {
  weekday: { weekday: 'short' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'long' },
  monthOfYear: { month: 'long', year: 'numeric' },
  second: { dateStyle: 'medium', timeStyle: 'medium' },
  millisecond: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  },
  exact: { dateStyle: 'full', timeStyle: 'short' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * Formats a time (ms since the epoch) in one of Parley's date styles. Creating a formatter is far
 * slower than using it, so each is cached per time zone, which may change when people travel.
 */
export function formatDate(
  time: number,
  form: keyof typeof dateOptions,
  locale: string = currentLanguage(),
): string {
  const key = `${form} ${new Date().getTimezoneOffset()} ${locale}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, dateOptions[form]);
    dateFormats.set(key, format);
  }
  return format.format(time);
}

/** Local midnight before `time` (ms since the epoch). */
export function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** Whole local days from `time` to `now`: 0 today, 1 yesterday. Rounded, for days of 23 and 25 hours. */
export function daysAgo(time: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(time)) / day);
}

/**
 * A short time for lists: "now", "5 min", "3 h", "Tue" in the last week, then the date. `time` and
 * `now` are in ms since the epoch; a future time counts as now.
 */
export function shortTime(time: number, now: number, locale: string = currentLanguage()): string {
  const age = now - time;
  if (age < minute) return t('time.now');
  if (age < hour) return t('time.minutes_short', { count: Math.floor(age / minute) });
  if (age < day) return t('time.hours_short', { count: Math.floor(age / hour) });
  if (daysAgo(time, now) < 7) return formatDate(time, 'weekday', locale);
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return formatDate(time, sameYear ? 'day' : 'dayOfYear', locale);
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const known = relativeFormats.get(locale);
  if (known !== undefined) return known;
  const made = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  relativeFormats.set(locale, made);
  return made;
}

/**
 * A time in words: "5 minutes ago", "yesterday", "3 weeks ago". Times are in ms since the epoch.
 */
export function relativeTime(
  time: number,
  now: number,
  locale: string = currentLanguage(),
): string {
  const age = now - time;
  if (age < minute) return t('time.just_now');
  const format = relativeFormat(locale);
  if (age < hour) return format.format(-Math.floor(age / minute), 'minute');
  const days = daysAgo(time, now);
  if (days === 0 || age < 6 * hour) return format.format(-Math.floor(age / hour), 'hour');
  if (days < 7) return format.format(-days, 'day');
  if (days < 30) return format.format(-Math.floor(days / 7), 'week');
  if (days < 365) return format.format(-Math.floor(days / 30), 'month');
  return format.format(-Math.floor(days / 365), 'year');
}

/** The exact local date and time, for hover. `time` is in ms since the epoch. */
export function exactTime(time: number, locale: string = currentLanguage()): string {
  return formatDate(time, 'exact', locale);
}
