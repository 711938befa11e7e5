import { t } from '../../language/translate.ts';
import type { DiskFault } from '../../model/disk-fault.ts';
import type { storageCodes } from '../../model/error-codes/storage.ts';
import { diskWords } from '../disk-words.ts';
import type { WordsFor } from './words-for.ts';

/** Says what did not work, then why the disk refused. */
const byDisk =
  (
    code:
      | 'change_unsaved'
      | 'conversation_unread'
      | 'conversations_unread'
      | 'export_unwritten'
      | 'key_undeleted'
      | 'key_unsaved'
      | 'trash_unread',
  ) =>
  ({ disk }: { readonly disk: DiskFault }): string =>
    t(`error.${code}`, { disk: diskWords(disk) });

export const storageWords = {
  conversation_unread: byDisk('conversation_unread'),
  conversations_unread: byDisk('conversations_unread'),
  trash_unread: byDisk('trash_unread'),
  change_unsaved: byDisk('change_unsaved'),
  key_unsaved: byDisk('key_unsaved'),
  key_undeleted: byDisk('key_undeleted'),
  export_unwritten: byDisk('export_unwritten'),
  conversation_unreadable: ({ reason }) => t(`error.conversation_unreadable.${reason}`),
  conversation_unrestored: ({ disk }) =>
    disk === null
      ? t('error.conversation_unrestored.unsaid')
      : t('error.conversation_unrestored', { disk: diskWords(disk) }),
  disk_refused: ({ disk }) => diskWords(disk),
} satisfies WordsFor<typeof storageCodes>;
