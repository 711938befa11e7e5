function amount(count: number, unit: string): string {
  return ` in ${String(count)} ${unit}${count === 1 ? '' : 's'}`;
}

/** Says a wait, with a space before it, such as ` in 20 seconds`; '' for none. */
export function waitWords(ms: number | null): string {
  if (ms === null || ms <= 0) return '';
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return amount(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? amount(minutes, 'minute') : amount(Math.ceil(minutes / 60), 'hour');
}
