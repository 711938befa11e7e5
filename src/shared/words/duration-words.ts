import { t } from '../language/translate.ts';

/** A readable duration in whole seconds: "8 s", "2 min 5 s". */
export function formatSeconds(all: number): string {
  if (all < 60) return t('duration.seconds', { seconds: all });
  const [minutes, seconds] = [Math.floor(all / 60), all % 60];
  return seconds === 0
    ? t('duration.minutes', { minutes })
    : t('duration.minutes_seconds', { minutes, seconds });
}

/** A readable duration: "340 ms", "1.2 s", then as {@link formatSeconds}. */
export function formatMs(ms: number): string {
  if (ms < 950) return t('duration.milliseconds', { milliseconds: Math.round(ms) });
  if (ms < 9950) return t('duration.seconds.tenths', { seconds: ms / 1000 });
  return formatSeconds(Math.round(ms / 1000));
}
