import { t } from '../../language/translate.ts';
import { placeName } from '../tool-words.ts';

/**
 * Says what a call leaves behind outside a temporary conversation; '' if it leaves nothing.
 * `sourceName` is the server's name; '' for a built-in source.
 */
export function traceWords(source: string, sourceName: string): string {
  const isBuiltIn = sourceName === '';
  if (isBuiltIn && source !== 'web') return '';
  return isBuiltIn
    ? t('temporary.traces.web')
    : t('temporary.traces', { place: placeName(sourceName) });
}
