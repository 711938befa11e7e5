import { langOf } from '../../../shared/language/script-language.ts';
import { currentLanguage } from '../../../shared/language/translate.ts';
import { wholeText, type TextLog } from '../../../shared/model/text-log.ts';

/** Lengths at which a growing text is looked at (UTF-16 code units). */
const looks = [40, 400] as const;

/** Returns the `lang` of the text so far. */
export type SenseLanguage = (log: TextLog | null, done: boolean) => string | undefined;

/**
 * Senses the language of a growing text. It looks at the text at most twice, however many pieces it
 * comes in.
 */
export function createLanguageSense(): SenseLanguage {
  let looked = 0;
  let found: string | undefined;
  return (log, done) => {
    const length = log?.length ?? 0;
    const reached = done ? looks.length : looks.filter((each) => length >= each).length;
    if (reached > looked) {
      found = langOf(wholeText(log), currentLanguage());
      looked = reached;
    }
    return found;
  };
}
