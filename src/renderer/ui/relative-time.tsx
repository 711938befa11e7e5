import { useClock } from './clock.ts';
import { exactTime, relativeTime, shortTime } from './time-format.ts';

/** Props of {@link RelativeTime}. */
export interface RelativeTimeProps {
  /** ISO 8601. */
  readonly iso: string;
  /** `short` for lists ("5 min"), `long` in full words ("5 minutes ago"). */
  readonly form?: 'short' | 'long' | undefined;
  readonly className?: string | undefined;
}

/** A relative time, kept current, with the exact time on hover. */
export function RelativeTime({ iso, form = 'long', className }: RelativeTimeProps) {
  const time = Date.parse(iso);
  const text = useClock((now) =>
    form === 'short' ? shortTime(time, now) : relativeTime(time, now),
  );
  return (
    <time dateTime={iso} title={exactTime(time)} className={className}>
      {text}
    </time>
  );
}
