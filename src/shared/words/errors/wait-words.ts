import { t } from '../../language/translate.ts';
import type { LimitSpan } from '../../model/errors.ts';

interface Amount {
  readonly unit: 'seconds' | 'minutes' | 'hours';
  readonly count: number;
}

/** In seconds below two minutes, in minutes below two hours. */
function amountOf(seconds: number, round: (value: number) => number): Amount {
  const whole = round(seconds);
  if (whole < 120) return { unit: 'seconds', count: whole };
  const minutes = round(whole / 60);
  return minutes < 120
    ? { unit: 'minutes', count: minutes }
    : { unit: 'hours', count: round(minutes / 60) };
}

/** A length of time, such as "20 seconds", after "for", "within" or "longer than". */
export function durationWords(seconds: number): string {
  const { unit, count } = amountOf(seconds, Math.round);
  return t(`duration.long.${unit}`, { count });
}

type Moment = 'moment' | 'hour' | 'tomorrow' | 'later';

/** The wait that a server asked for; `otherwise` if it asked for none. */
export function waitOf<M extends Moment | 'now'>(ms: number | null, otherwise: M): Amount | M {
  return ms === null || ms <= 0 ? otherwise : amountOf(ms / 1000, Math.ceil);
}

/** When to try again after a limit that names no wait. */
export function momentsOf(span: LimitSpan | null): Moment {
  switch (span) {
    case null:
    case 'minute':
      return 'moment';
    case 'hour':
      return 'hour';
    case 'day':
      return 'tomorrow';
    case 'longer':
    case 'mixed':
      return 'later';
  }
}

/** A sentence that says when to try again. */
export function againWords(wait: Amount | Moment | 'now'): string {
  return typeof wait === 'string'
    ? t(`again.${wait}`)
    : t(`again.${wait.unit}`, { count: wait.count });
}

/** A sentence that says when to try again, or to choose another model. */
export function againOrChooseWords(wait: Amount | Moment): string {
  return typeof wait === 'string'
    ? t(`again.${wait}.or_choose`)
    : t(`again.${wait.unit}.or_choose`, { count: wait.count });
}
