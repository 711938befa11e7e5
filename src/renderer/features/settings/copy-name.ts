import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
/** The longest part of a name that its copies keep (UTF-16 code units). */
const longestBase = 180;

/** The name of a copy, which no other has. */
export function copyName(name: string, taken: readonly string[]): string {
  const base = name.slice(0, longestBase);
  const names = new Set(taken);
  const first = withoutIsolates(t('settings.copy', { name: base }));
  if (!names.has(first)) return first;
  for (let count = 2; ; count += 1) {
    const next = withoutIsolates(t('settings.copy.numbered', { name: base, count }));
    if (!names.has(next)) return next;
  }
}
