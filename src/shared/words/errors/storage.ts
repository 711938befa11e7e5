import type { storageCodes } from '../../model/error-codes/storage.ts';
import { diskWords } from '../disk-words.ts';
import type { UnreadableReason } from '../../model/error-codes/storage.ts';
import type { WordsFor } from './words-for.ts';

const unreadableWords: Readonly<Record<UnreadableReason, string>> = {
  no_file: 'There is no file.',
  empty: 'The file is empty.',
  too_big: 'The file is too big to be read.',
  nothing_recognised: 'It holds no conversation that could be recognised.',
};

export const storageWords: WordsFor<typeof storageCodes> = {
  no_conversation: () => 'There is no such conversation.',
  not_a_conversation: () => 'This is not a conversation.',
  conversation_gone: () => 'This conversation does not exist any more.',
  conversation_unread: ({ disk }) => `The conversation could not be read. ${diskWords(disk)}`,
  conversation_damaged: () => 'The file of this conversation is damaged; it was set aside.',
  conversation_unreadable: ({ reason }) => unreadableWords[reason],
  saved_by_newer: () =>
    'This conversation was saved by a newer version of Parley. It can be read here but not changed; update Parley to go on with it.',
  saved_by_older: () =>
    'This conversation was saved by an older version of Parley and could not be brought up to date. It is left as it was and can be read here but not changed.',
  conversation_changed_by_newer: () =>
    'A newer version of Parley has changed this conversation. Update Parley here, too.',
  settings_by_newer: () =>
    'Your settings were saved by a newer version of Parley. Changes hold until you quit; update Parley to keep them.',
  file_by_newer: ({ name }) =>
    `${name} was saved by a newer version of Parley. Update Parley here, too.`,
  conversations_unread: ({ disk }) => `Your conversations could not be read. ${diskWords(disk)}`,
  file_in_the_way: ({ path }) => `A file of this conversation is there already: ${path}.`,
  not_in_trash: () => 'It is not in the trash any more.',
  not_deleted: () => 'This conversation is not deleted.',
  trash_unread: ({ disk }) => `The trash could not be read. ${diskWords(disk)}`,
  conversation_unrestored: ({ disk }) =>
    `The conversation could not be restored. ${disk === null ? 'Try again.' : diskWords(disk)}`,
  change_unsaved: ({ disk }) => `The change was not saved. ${diskWords(disk)}`,
  key_unsaved: ({ disk }) => `The key was not saved. ${diskWords(disk)}`,
  key_unencrypted: () =>
    'The key was not saved: the system could not encrypt it. Unlock or set up the keyring of this computer and try again.',
  key_undeleted: ({ disk }) => `The key was not deleted. ${diskWords(disk)}`,
  export_unwritten: ({ disk }) => `The export was not written. ${diskWords(disk)}`,
  disk_refused: ({ disk }) => diskWords(disk),
};
