import { t } from '../../language/translate.ts';
import type { webCodes } from '../../model/error-codes/web.ts';
import type { SearchEngine } from '../../model/web/search-engines.ts';
import { engineNames } from '../engine-names.ts';
import { megabytes } from './megabytes.ts';
import type { WordsFor } from './words-for.ts';

/** Calls the search engine by its official name. */
const byEngine =
  (
    code:
      | 'search_answered_page'
      | 'search_captcha'
      | 'search_key_missing'
      | 'search_key_refused'
      | 'search_not_understood'
      | 'search_quota'
      | 'search_rate_limited'
      | 'search_redirected'
      | 'search_too_slow',
  ) =>
  ({ engine }: { readonly engine: SearchEngine }): string =>
    t(`error.${code}`, { engine: engineNames[engine] });

export const webWords = {
  search_key_missing: byEngine('search_key_missing'),
  search_key_refused: byEngine('search_key_refused'),
  search_quota: byEngine('search_quota'),
  search_rate_limited: byEngine('search_rate_limited'),
  search_captcha: byEngine('search_captcha'),
  search_answered_page: byEngine('search_answered_page'),
  search_not_understood: byEngine('search_not_understood'),
  search_too_slow: byEngine('search_too_slow'),
  search_redirected: byEngine('search_redirected'),
  search_query_refused: ({ engine, status }) =>
    t('error.search_query_refused', { engine: engineNames[engine], status }),
  search_failed: ({ engine, status }) =>
    t('error.search_failed', { engine: engineNames[engine], status }),
  search_unreachable: ({ engine, host }) =>
    t('error.search_unreachable', { engine: engineNames[engine], host }),
  page_too_large: ({ host, most }) => t('error.page_too_large', { host, size: megabytes(most) }),
} satisfies WordsFor<typeof webCodes>;
