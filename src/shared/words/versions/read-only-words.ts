import { t } from '../../language/translate.ts';
import type { ReadOnlyWhy } from '../../model/versions/read-only-library.ts';
import { sentenceOf } from '../error-words.ts';

/** Why a library can only be read. */
export function readOnlyWords(why: ReadOnlyWhy): string {
  switch (why.kind) {
    case 'by_newer':
      return t('readOnlyLibrary.byNewer', { version: why.by });
    case 'not_updated':
      return t('readOnlyLibrary.notUpdated', { reason: sentenceOf(why.reason) });
  }
}
