import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/** Why a disk refused: the system's code, or what was said instead. */
const diskFault = () => z.object({ code: z.string().nullable(), said: z.string().nullable() });
const onDisk = () => z.object({ disk: diskFault() });

/** What was not read or kept. */
export const storageCodes = defineCodes({
  no_conversation: { kind: 'storage', params: noParams },
  not_a_conversation: { kind: 'invalid', params: noParams },
  conversation_gone: { kind: 'invalid', params: noParams },
  conversation_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  conversation_damaged: { kind: 'storage', params: noParams },
  conversations_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  file_in_the_way: { kind: 'storage', params: () => z.object({ path: z.string() }) },
  not_in_trash: { kind: 'invalid', params: noParams },
  not_deleted: { kind: 'invalid', params: noParams },
  trash_unread: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  conversation_unrestored: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  change_unsaved: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  key_unsaved: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  key_unencrypted: { kind: 'storage', retryable: true, action: 'retry', params: noParams },
  key_undeleted: { kind: 'storage', retryable: true, action: 'retry', params: onDisk },
  export_unwritten: { kind: 'storage', retryable: true, params: onDisk },
  disk_refused: { kind: 'storage', retryable: true, params: onDisk },
});
