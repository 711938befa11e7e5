/** A readable duration in whole seconds: "8 s", "2 min 5 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${String(seconds)} s`;
  const rest = seconds % 60;
  return `${String(Math.floor(seconds / 60))} min${rest === 0 ? '' : ` ${String(rest)} s`}`;
}

/** A readable duration: "340 ms", "1.2 s", then as {@link formatSeconds}. */
export function formatMs(ms: number): string {
  if (ms < 950) return `${String(Math.round(ms))} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  return formatSeconds(Math.round(ms / 1000));
}
