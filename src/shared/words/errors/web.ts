import type { webCodes } from '../../model/error-codes/web.ts';
import { engineNames } from '../engine-names.ts';
import type { WordsFor } from './words-for.ts';

const megabytes = (bytes: number): string => String(Math.round(bytes / 1024 ** 2));

export const webWords: WordsFor<typeof webCodes> = {
  search_not_set_up: () =>
    'No search engine is set up. Choose one in Settings, under Tools, to search the web.',
  search_key_missing: ({ engine }) =>
    `${engineNames[engine]} needs a key. Enter it in Settings, under Tools.`,
  search_key_refused: ({ engine }) =>
    `${engineNames[engine]} does not accept the key. Check it in Settings, under Tools.`,
  search_quota: ({ engine }) =>
    `The quota or credit at ${engineNames[engine]} is used up. Top it up there, or choose another search engine in Settings.`,
  search_rate_limited: ({ engine }) =>
    `${engineNames[engine]} was asked too often. Wait a little and search again.`,
  search_captcha: ({ engine }) =>
    `${engineNames[engine]} wants to know that no robot is asking, and sent a captcha. Open it in the browser, or choose another search engine in Settings.`,
  search_answered_page: ({ engine }) =>
    `${engineNames[engine]} answered with a page instead of results. Check its address in Settings, and whether it wants a sign-in.`,
  search_not_understood: ({ engine }) =>
    `The answer of ${engineNames[engine]} cannot be read as results. Check its address in Settings, or choose another search engine.`,
  searxng_json_off: ({ host }) =>
    `SearXNG at ${host} does not answer in JSON. Add "json" to search.formats in its settings.yml, or choose another one in Settings.`,
  searxng_address: () =>
    'The address of SearXNG is not one that can be called. Correct it in Settings, such as http://localhost:8080.',
  search_query_refused: ({ engine, status }) =>
    `${engineNames[engine]} does not take this search (it answered ${String(status)}). Search for something shorter or simpler.`,
  search_failed: ({ engine, status }) =>
    `${engineNames[engine]} has a problem of its own (it answered ${String(status)}). Try again later, or choose another search engine in Settings.`,
  search_unreachable: ({ engine, host }) =>
    `${engineNames[engine]} cannot be reached at ${host}. Check the network and the address in Settings, and try again.`,
  search_too_slow: ({ engine }) =>
    `${engineNames[engine]} took too long to answer. Try again, or choose another search engine in Settings.`,
  search_redirected: ({ engine }) =>
    `${engineNames[engine]} sends searches on to somewhere that Parley does not follow. Check its address in Settings.`,
  search_query_missing: () => 'The search has no words. Search for something.',

  page_address_invalid: () =>
    'This is not the address of a page. Give a whole one that starts with https://.',
  page_not_on_the_web: () =>
    'Only pages at http and https addresses can be read. Give such an address.',
  page_with_credentials: ({ host }) =>
    `The address at ${host} holds a name or password, which is never sent. Give it without.`,
  page_private: ({ host }) =>
    `${host} is on this computer or its network, and reading it was not allowed. Ask for that address itself, so that the person can allow it.`,
  page_leads_nowhere: ({ host }) =>
    `The page at ${host} leads on and on, and nowhere. Try another page.`,
  page_too_large: ({ host, most }) =>
    `The page at ${host} is larger than ${megabytes(most)} MB. Try another page.`,
  page_too_slow: ({ host }) => `${host} took too long to send the page. Try again or another page.`,
  page_unreachable: ({ host }) =>
    `The page at ${host} cannot be reached. Check the address and the network, or try another page.`,
  page_refused: ({ host, status }) =>
    `${host} does not let Parley read the page (it answered ${String(status)}). Try another page, or open it in the browser.`,
  page_absent: ({ host, status }) =>
    `There is no such page at ${host} (it answered ${String(status)}). Check the address or try another page.`,
  page_failed: ({ host, status }) =>
    `${host} has a problem of its own (it answered ${String(status)}). Try again later or another page.`,
  page_kind_unknown: ({ host, mediaType }) =>
    `What ${host} sent is no text (${mediaType}). Only pages, texts and PDFs can be read.`,
  page_empty: ({ host }) =>
    `The page at ${host} holds no text, perhaps because it needs a browser. Try another page.`,
  page_locked: ({ host }) =>
    `The PDF at ${host} is protected by a password and cannot be read. Try another page.`,
  page_unreadable: ({ host }) =>
    `The page at ${host} is damaged or takes too much to read. Try another page.`,
  page_number_wrong: ({ host, pages }) =>
    `The page at ${host} has no such part. Ask for one from 1 to ${String(pages)}.`,
};
