import type { programCodes } from '../../model/error-codes/program.ts';
import type { WordsFor } from './words-for.ts';

const exampleOrigin = 'for example https://chat.example.com';

export const programWords: WordsFor<typeof programCodes> = {
  folder_unopened: ({ path }) => `The folder could not be opened. Its place is ${path}.`,
  login_item_unset: ({ path }) =>
    `The file that starts Parley at login could not be changed. Its place is ${path}.`,
  licences_unread: () => 'The licences that came with Parley cannot be read. Install Parley again.',
  search_unanswered: () => 'The search gave no answer. Try again.',
  link_not_allowed: () => 'This link was not opened: only web and mail addresses leave Parley.',
  link_unopened: () =>
    'Your system could not open this link. Copy its address and open it yourself.',
  pdf_too_slow: () =>
    'The PDF takes too long to be made. Export it as HTML, and print that from a browser.',
  pdf_failed: () => 'The PDF could not be made. Export it as HTML, and print that from a browser.',
  too_many_tokens: () => 'There are too many tokens. Revoke those you no longer use.',
  origin_asterisk: () =>
    'Every web page has to be named by itself. An asterisk would let in all of them.',
  origin_scheme: () => `Begin with https:// or http://, ${exampleOrigin}.`,
  origin_unreadable: () => `This is not an address. Type one, ${exampleOrigin}.`,
  origin_of_no_page: () => `No web page has an address like this. Type one, ${exampleOrigin}.`,
  origin_with_more: ({ origin }) => `Only scheme, host and port count. Type ${origin} instead.`,
  too_many_origins: () => 'There are too many. Remove those you no longer use.',
  port_taken: ({ port }) =>
    `Port ${String(port)} is taken by another program. Programs that have a token of Parley would send it there, so Parley does not move by itself. Close the other program, or choose another port.`,
  folder_inside: () => 'Choose a folder outside of the present data folder.',
  folder_not_empty: () => 'Choose an empty folder, so that nothing in it is mixed with your data.',
  copy_differs: ({ path }) => `The copy of ${path} is not what was written. Choose another disk.`,
  folder_changes: () => 'Too much changes while the folder is copied. Try again later.',
  answer_under_way: () => 'An answer is on its way. Wait for it or stop it first.',
  temporary_would_end: () =>
    'Parley has to start again for this, and temporary conversations would end. Keep or delete them first.',
  backup_gone: () => 'This backup is not there any more.',
  offer_passed: () => 'This offer has passed. Restore the backup again to be asked.',
  folder_from_environment: () => 'The data folder was set with PARLEY_USER_DATA. Change it there.',
  item_unsaved: () => 'It could not be saved.',
  draft_unread: () => 'This unsent text cannot be read.',
  tools_too_long: () => 'This file of tools is longer than any that Parley writes.',
  settings_too_long: () => 'These settings are longer than any that Parley writes.',
  settings_left_out: ({ settings }) =>
    `These settings of the backup are damaged and were left out: ${settings.join(', ')}.`,
  nothing_to_export: () => 'There are no conversations to export yet.',
  dropped_unreadable: () => 'These files cannot be read. Drop them again, or choose them.',
  import_file_gone: () => 'The file is not there any more.',
  import_is_folder: () => 'This is a folder. Choose the file of the export.',
  import_failed: ({ code }) => `The import failed (${code}).`,
  import_unsaved: () => 'What was brought in could not be saved. Free some space and try again.',
};
