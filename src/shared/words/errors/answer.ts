import type { answerCodes } from '../../model/error-codes/answer.ts';
import { waitWords } from './wait-words.ts';
import type { WordsFor } from './words-for.ts';

export const answerWords: WordsFor<typeof answerCodes> = {
  silent: ({ provider, idleMs, hasText }) =>
    `${provider} sent ${hasText ? 'nothing more' : 'nothing'}${waitWords(idleMs).replace(/^ in /, ' for ')}. Try again, or allow a longer wait in Settings.`,
  cut_off: () => 'The connection ended before the answer was complete. Continue to get the rest.',
  ended_unanswered: ({ provider }) =>
    `${provider} ended the connection before it answered. Try again.`,
  too_many_calls: ({ provider, most }) =>
    `${provider} asked for more than ${String(most)} tools in one answer, so Parley ended it. Try again, or choose another model.`,
  too_many_pictures: ({ provider, most }) =>
    `${provider} sent more than ${String(most)} pictures in one answer, so Parley ended it. Try again, or choose another model.`,
  too_many_items: ({ provider, most }) =>
    `${provider} sent an answer in more than ${most.toLocaleString('en')} pieces, so Parley ended it. Try again, or choose another model.`,
  too_many_bytes: ({ provider, bytes, of }) =>
    `${provider} sent more than ${String(bytes / 1024 ** 2)} MB ${of === 'answer' ? 'for one answer' : 'in one piece'}, so Parley ended the connection. Try again, or choose another model.`,
  empty_answer: ({ provider }) => `${provider} sent an empty answer. Try again.`,
  web_page_came: ({ provider }) =>
    `${provider} sent a web page instead of an answer. Check the base URL in Settings.`,
  ended_before_first_word: ({ provider }) =>
    `${provider} ended its answer before the first word. Try again.`,
  other_than_answer: ({ provider }) =>
    `${provider} sent something other than a chat answer. Check the base URL in Settings.`,
  not_an_answer: ({ provider }) =>
    `${provider} sent something that is not a chat answer. Try again, or check the base URL in Settings.`,
  unreadable_midway: ({ provider }) =>
    `${provider} sent something unreadable in the middle of its answer. Continue to get the rest, or try again.`,
  reported_while_answering: ({ provider }) =>
    `${provider} reported an error while answering. Try again.`,
  no_embeddings: ({ provider }) => `${provider} makes no embeddings. Choose another model.`,
  other_than_embeddings: ({ provider }) =>
    `${provider} sent something other than embeddings. Choose another model.`,
  models_timed_out: ({ provider }) => `${provider} did not list its models in time. Try again.`,
  credentials_in_address: () =>
    'The base URL holds a user name or a password, which cannot be sent. Take it out in Settings.',
  no_address: () => 'This provider has no address. Put its base URL in Settings.',
  not_a_web_address: ({ address }) =>
    `"${address}" is not a web address. Correct the base URL in Settings.`,
  key_unsendable: ({ provider }) =>
    `The key for ${provider} holds characters that no key has. Paste it again in Settings.`,
};
