import * as z from 'zod';
import { byName, defineCodes, noParams } from './define.ts';

/** Why a disk operation failed: the system's code, or its message. */
const diskFault = () => z.object({ code: z.string().nullable(), said: z.string().nullable() });
const onDisk = () => z.object({ disk: diskFault() });

/** Why a file contains no conversation. */
export const unreadableReasons = ['no_file', 'empty', 'too_big', 'nothing_recognised'] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

/** Errors in reading and saving. */
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
  /** The conversation is read-only. */
  saved_by_newer: { kind: 'invalid', params: noParams },
  saved_by_older: { kind: 'invalid', params: noParams },
  /** It changed while it was open here. */
  conversation_changed_by_newer: { kind: 'storage', params: noParams },
  settings_by_newer: { kind: 'storage', params: noParams },
  library_read_only: { kind: 'invalid', params: noParams },
  file_by_newer: { kind: 'storage', params: byName },
  conversations_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  file_in_the_way: { kind: 'storage', params: () => z.object({ path: z.string() }) },
  not_in_trash: { kind: 'invalid', params: noParams },
  not_deleted: { kind: 'invalid', params: noParams },
  trash_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  /** `disk` is null if the disk gave no reason. */
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
