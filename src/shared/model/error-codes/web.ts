import * as z from 'zod';
import { searchEngineSchema } from '../web/search-engines.ts';
import { defineCodes, noParams } from './define.ts';

const byHost = () => z.object({ host: z.string() });
const byEngine = () => z.object({ engine: searchEngineSchema });

/** Errors of searching the web and reading pages. The model also reads these sentences. */
export const webCodes = defineCodes({
  search_not_set_up: { kind: 'invalid', action: 'open_settings', params: noParams },
  search_key_missing: { kind: 'auth', action: 'open_settings', params: byEngine },
  search_key_refused: { kind: 'auth', action: 'open_settings', params: byEngine },
  search_quota: { kind: 'quota', action: 'open_settings', params: byEngine },
  search_rate_limited: { kind: 'rate_limit', retryable: true, action: 'retry', params: byEngine },
  /** A page for people instead of results: a captcha or a sign-in. */
  search_captcha: { kind: 'bad_response', action: 'open_settings', params: byEngine },
  search_answered_page: { kind: 'bad_response', action: 'open_settings', params: byEngine },
  search_not_understood: { kind: 'bad_response', action: 'open_settings', params: byEngine },
  /** SearXNG answers in JSON only if `search.formats` in its settings allows it. */
  searxng_json_off: { kind: 'invalid', action: 'open_settings', params: byHost },
  searxng_address: { kind: 'invalid', action: 'open_settings', params: noParams },
  search_query_refused: {
    kind: 'invalid',
    params: () => z.object({ engine: searchEngineSchema, status: z.number() }),
  },
  search_failed: {
    kind: 'server',
    retryable: true,
    action: 'retry',
    params: () => z.object({ engine: searchEngineSchema, status: z.number() }),
  },
  search_unreachable: {
    kind: 'network',
    retryable: true,
    action: 'retry',
    params: () => z.object({ engine: searchEngineSchema, host: z.string() }),
  },
  search_too_slow: { kind: 'timeout', retryable: true, action: 'retry', params: byEngine },
  search_redirected: { kind: 'bad_response', action: 'open_settings', params: byEngine },
  search_query_missing: { kind: 'invalid', params: noParams },

  page_address_invalid: { kind: 'invalid', params: noParams },
  page_not_on_the_web: { kind: 'invalid', params: noParams },
  page_with_credentials: { kind: 'invalid', params: byHost },
  /** The host is on this computer or its network, and the person has not allowed it. */
  page_private: { kind: 'invalid', params: byHost },
  page_leads_nowhere: { kind: 'invalid', params: byHost },
  page_too_large: {
    kind: 'invalid',
    params: () => z.object({ host: z.string(), most: z.number() }),
  },
  page_too_slow: { kind: 'timeout', retryable: true, params: byHost },
  page_unreachable: { kind: 'network', retryable: true, params: byHost },
  page_refused: {
    kind: 'invalid',
    params: () => z.object({ host: z.string(), status: z.number() }),
  },
  page_absent: {
    kind: 'invalid',
    params: () => z.object({ host: z.string(), status: z.number() }),
  },
  page_failed: {
    kind: 'server',
    retryable: true,
    params: () => z.object({ host: z.string(), status: z.number() }),
  },
  /** The page is neither text nor PDF. */
  page_kind_unknown: {
    kind: 'invalid',
    params: () => z.object({ host: z.string(), mediaType: z.string() }),
  },
  page_empty: { kind: 'invalid', params: byHost },
  page_locked: { kind: 'invalid', params: byHost },
  page_unreadable: { kind: 'invalid', params: byHost },
  page_number_wrong: {
    kind: 'invalid',
    params: () => z.object({ host: z.string(), pages: z.number() }),
  },
});
