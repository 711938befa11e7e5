import type { storageCodes } from '../../model/error-codes/storage.ts';
import { diskWords } from '../disk-words.ts';
import type { WordsFor } from './words-for.ts';

export const storageWords: WordsFor<typeof storageCodes> = {
  no_conversation: () => 'There is no such conversation.',
  not_a_conversation: () => 'This is not a conversation.',
  conversation_gone: () => 'This conversation does not exist any more.',
  conversation_unread: ({ disk }) => `The conversation could not be read. ${diskWords(disk)}`,
  conversation_damaged: () => 'The file of this conversation is damaged; it was set aside.',
  conversations_unread: ({ disk }) => `Your conversations could not be read. ${diskWords(disk)}`,
  file_in_the_way: ({ path }) => `A file of this conversation is there already: ${path}.`,
  not_in_trash: () => 'It is not in the trash any more.',
  not_deleted: () => 'This conversation is not deleted.',
  trash_unread: ({ disk }) => `The trash could not be read. ${diskWords(disk)}`,
  conversation_unrestored: ({ disk }) =>
    `The conversation could not be restored. ${diskWords(disk)}`,
  change_unsaved: ({ disk }) => `The change was not saved. ${diskWords(disk)}`,
  key_unsaved: ({ disk }) => `The key was not saved. ${diskWords(disk)}`,
  key_unencrypted: () =>
    'The key was not saved: the system could not encrypt it. Unlock or set up the keyring of this computer and try again.',
  key_undeleted: ({ disk }) => `The key was not deleted. ${diskWords(disk)}`,
  export_unwritten: ({ disk }) => `The export was not written. ${diskWords(disk)}`,
  disk_refused: ({ disk }) => diskWords(disk),
};
