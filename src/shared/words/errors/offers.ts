import type { offerCodes } from '../../model/error-codes/offers.ts';
import { lengthWords } from './tool-servers.ts';
import type { WordsFor } from './words-for.ts';

export const offerWords: WordsFor<typeof offerCodes> = {
  offer_cancelled: () => 'This was cancelled.',
  offer_refused: ({ server, said }) =>
    `${server} refused: ${said} Check the values, or look at its log in Settings → Tools.`,
  offer_too_slow: ({ server, seconds }) =>
    `${server} did not answer within ${lengthWords(seconds)}. Try again, or look at its log in Settings → Tools.`,
  offer_too_large: ({ server, megabytes }) =>
    `What ${server} sent is larger than ${megabytes} MB and was not taken. Ask it for a part.`,
  prompt_too_long: ({ server, most }) =>
    `The prompt of ${server} is longer than ${most.toLocaleString()} characters and was not taken. Choose another one.`,
  offer_too_many_files: ({ server, most }) =>
    `${server} sent more than ${most} files. The first ${most} are attached.`,
  prompt_empty: ({ server }) => `The prompt of ${server} is empty. Choose another one.`,
  resource_empty: ({ server }) => `${server} sent nothing for this. Choose something else.`,
  resource_template_unusable: ({ server }) =>
    `These values do not make an address that ${server} understands. Check them.`,
  offer_invalid: ({ server }) =>
    `The answer of ${server} cannot be read. Update the server, or report this to its makers.`,
  offer_server_gone: ({ server }) =>
    `${server} ended before it answered. Try again, or look at its log in Settings → Tools.`,
};
