import { useClock } from './clock.ts';
import { exactTime, relativeTime, shortTime } from './time-format.ts';

/** What a relative time takes. */
export interface RelativeTimeProps {
  /** ISO 8601. */
  readonly iso: string;
  /** `short` for lists ("5 min"), `long` as it is said ("5 minutes ago"). */
  readonly form?: 'short' | 'long' | undefined;
  readonly className?: string | undefined;
}

/** How long ago, kept current; the exact time on hover. */
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
