import type { archiveCodes } from '../../model/error-codes/archive.ts';
import type { WordsFor } from './words-for.ts';

const notOpened = (problem: string): string => `The archive is not opened: ${problem}.`;

export const archiveWords: WordsFor<typeof archiveCodes> = {
  archive_bad_name: ({ name }) => notOpened(`a file name in it is not one: ${name}`),
  archive_link: ({ name }) => notOpened(`it holds a link: ${name}`),
  archive_password: () => notOpened('it is protected by a password'),
  archive_file_too_big: ({ name }) => notOpened(`a file in it is too big: ${name}`),
  archive_bomb: ({ name, ratio }) =>
    notOpened(`a file in it would unpack to more than ${String(ratio)} times its size: ${name}`),
  archive_too_many_files: ({ count }) => notOpened(`it says it holds ${String(count)} files`),
  archive_too_much: () => notOpened('it would unpack to too much'),
  archive_shared_bytes: () => notOpened('files in it share their bytes'),
  archive_broken: ({ said }) => notOpened(`it is broken or unsafe (${said})`),
  archive_unpackable: () => 'It is packed in a way that cannot be read.',
  archive_file_longer: () => 'It is longer than the archive says.',
  archive_file_shorter: () => 'It is shorter than the archive says.',
  archive_file_damaged: () => 'Its data is damaged.',
  not_a_backup: () => 'This file is not a backup of Parley. To bring in other exports, use Import.',
  backup_unreadable: () =>
    'The list of contents of this backup cannot be read. It was made by a newer Parley, or it is damaged.',
  backup_foreign_file: ({ name }) =>
    `The backup holds something that does not belong in one: ${name}.`,
  backup_file_missing: ({ name }) => `The backup is damaged: ${name} is missing.`,
  backup_file_changed: ({ name }) => `The backup is damaged: ${name} is not what it was.`,
};
