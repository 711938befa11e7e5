import type { toolCodes } from '../../model/error-codes/tools.ts';
import type { WordsFor } from './words-for.ts';

export const toolWords: WordsFor<typeof toolCodes> = {
  tool_server_not_set_up: () => 'This tool server is no longer set up. Open the settings again.',
  tool_servers_unavailable: () => 'This Parley cannot run tool servers.',
  tool_field_twice: ({ server, field }) =>
    `${server} has ${field} twice. Keep one of them and remove the other.`,
  tool_value_wanted: ({ server, field }) => `Enter a value for ${field} of ${server}.`,
  tool_value_hidden: ({ server, field }) =>
    `${field} of ${server} was kept as a secret and is not shown again. Enter its value anew, or leave it a secret.`,
  tool_secrets_absent: ({ server }) =>
    `The secret values of ${server} are not on this computer. Enter them anew in Settings, under Tools.`,
  tool_secrets_unreadable: ({ server }) =>
    `The secret values of ${server} are kept, but this system could not decrypt them. Unlock the keyring and try again, or enter them anew in Settings, under Tools.`,
  tool_secrets_other_address: ({ server, given }) =>
    `The secret values of ${server} were given for ${given} and are not used elsewhere. Enter them anew for this address in Settings, under Tools.`,
  no_request_waits: () => 'This request no longer waits: its server or call has ended.',
  tool_page_not_opened: ({ server }) =>
    `${server} wants a page opened in the browser before it does this, and that was not done.`,
  form_not_valid: () => 'The form is not filled in as the server wants it. Correct the fields.',
  sampling_no_text: ({ model }) =>
    `${model} answered without any text. Ask once more, or decline the request.`,
  edited_arguments_no_object: () =>
    'The arguments have to be one JSON object. Correct them, or undo the change.',
  search_key_unreadable: ({ engine }) =>
    `The key for ${engine} is kept, but this system could not decrypt it. Unlock the keyring and try again, or enter the key anew in Settings, under Tools.`,
};
