import * as z from 'zod';
import { byName, defineCodes, noParams } from './define.ts';

/** Why a disk refused: the system's code, or what was said instead. */
const diskFault = () => z.object({ code: z.string().nullable(), said: z.string().nullable() });
const onDisk = () => z.object({ disk: diskFault() });

/** Why a file holds no conversation at all. */
export const unreadableReasons = ['no_file', 'empty', 'too_big', 'nothing_recognised'] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

/** What was not read or kept. */
export const storageCodes = defineCodes({
  no_conversation: { kind: 'storage', params: noParams },
  not_a_conversation: { kind: 'invalid', params: noParams },
  conversation_gone: { kind: 'invalid', params: noParams },
  conversation_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  conversation_damaged: { kind: 'storage', params: noParams },
  conversation_unreadable: {
    kind: 'storage',
    params: () => z.object({ reason: z.enum(unreadableReasons) }),
  },
  /** The conversation can be read and not changed. */
  saved_by_newer: { kind: 'invalid', params: noParams },
  saved_by_older: { kind: 'invalid', params: noParams },
  /** While it was open here. */
  conversation_changed_by_newer: { kind: 'storage', params: noParams },
  settings_by_newer: { kind: 'storage', params: noParams },
  file_by_newer: { kind: 'storage', params: byName },
  conversations_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  file_in_the_way: { kind: 'storage', params: () => z.object({ path: z.string() }) },
  not_in_trash: { kind: 'invalid', params: noParams },
  not_deleted: { kind: 'invalid', params: noParams },
  trash_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  /** `disk` is null if the disk did not say why. */
  conversation_unrestored: {
    kind: 'storage',
    retryable: true,
    action: 'retry',
    params: () => z.object({ disk: diskFault().nullable() }),
  },
  change_unsaved: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  key_unsaved: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  key_unencrypted: { kind: 'storage', retryable: true, action: 'retry', params: noParams },
  key_undeleted: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  export_unwritten: { kind: 'storage', retryable: true, params: onDisk },
  disk_refused: { kind: 'storage', retryable: true, params: onDisk },
});
