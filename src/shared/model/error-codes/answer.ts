import * as z from 'zod';
import { byAddress, byProvider, defineCodes, noParams } from './define.ts';

/** `most`: the limit in Parley. */
const byMost = () => z.object({ provider: z.string(), most: z.number() });

/** Errors in an answer, or in what is needed to request one. */
export const answerCodes = defineCodes({
  silent: {
    kind: 'timeout',
    retryable: true,
    action: 'retry',
    params: () => z.object({ provider: z.string(), idleMs: z.number(), hasText: z.boolean() }),
  },
  cut_off: { kind: 'network', retryable: true, action: 'continue', params: noParams },
  ended_unanswered: { kind: 'network', retryable: true, action: 'retry', params: byProvider },
  too_many_calls: { kind: 'bad_response', retryable: true, action: 'retry', params: byMost },
  too_many_pictures: { kind: 'bad_response', retryable: true, action: 'retry', params: byMost },
  too_many_items: { kind: 'bad_response', retryable: true, action: 'retry', params: byMost },
  too_many_bytes: {
    kind: 'bad_response',
    retryable: true,
    action: 'retry',
    params: () =>
      z.object({ provider: z.string(), bytes: z.number(), of: z.enum(['answer', 'piece']) }),
  },
  empty_answer: { kind: 'bad_response', retryable: true, action: 'retry', params: byProvider },
  web_page_came: { kind: 'bad_response', action: 'open_settings', params: byProvider },
  ended_before_first_word: {
    kind: 'bad_response',
    retryable: true,
    action: 'retry',
    params: byProvider,
  },
  other_than_answer: { kind: 'bad_response', action: 'open_settings', params: byProvider },
  not_an_answer: { kind: 'bad_response', retryable: true, action: 'retry', params: byProvider },
  unreadable_midway: { kind: 'bad_response', retryable: true, action: 'retry', params: byProvider },
  reported_while_answering: {
    kind: 'server',
    retryable: true,
    action: 'retry',
    params: byProvider,
  },
  no_embeddings: { kind: 'invalid', action: 'choose_model', params: byProvider },
  other_than_embeddings: { kind: 'bad_response', action: 'choose_model', params: byProvider },
  models_timed_out: { kind: 'timeout', retryable: true, action: 'retry', params: byProvider },
  credentials_in_address: { kind: 'invalid', action: 'open_settings', params: noParams },
  no_address: { kind: 'invalid', action: 'open_settings', params: noParams },
  not_a_web_address: { kind: 'invalid', action: 'open_settings', params: byAddress },
  key_unsendable: { kind: 'auth', action: 'open_settings', params: byProvider },
});
