import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

const byCount = () => z.object({ count: z.number() });

/** Why a file, or a conversation in it, is not imported. */
export const importCodes = defineCodes({
  import_nothing_found: { kind: 'invalid', params: noParams },
  import_raw_database: { kind: 'invalid', params: noParams },
  import_list_of_downloads: { kind: 'invalid', params: noParams },
  import_archives_too_deep: { kind: 'invalid', params: noParams },
  import_inner_archive_too_big: { kind: 'invalid', params: noParams },
  import_no_json: { kind: 'invalid', params: noParams },
  import_empty: { kind: 'invalid', params: noParams },
  import_nested_too_deep: { kind: 'invalid', params: noParams },
  /** Too many for memory at once. */
  import_too_many_at_once: { kind: 'invalid', params: noParams },
  import_too_much_memory: { kind: 'invalid', params: noParams },
  import_cut_off: { kind: 'invalid', params: noParams },
  import_invalid_json: { kind: 'invalid', params: noParams },
  import_entry_too_big: { kind: 'invalid', params: noParams },
  /** `said`: the error message, in English. */
  import_not_understood: { kind: 'invalid', params: () => z.object({ said: z.string() }) },
  import_not_a_conversation: { kind: 'invalid', params: noParams },
  import_no_id: { kind: 'invalid', params: noParams },
  import_no_messages: { kind: 'invalid', params: noParams },
  import_too_many_messages: { kind: 'invalid', params: noParams },
  import_from_newer: { kind: 'invalid', params: noParams },
  /** Files in an export that no conversation references. */
  import_files_unused: { kind: 'invalid', params: byCount },
  /** Claude's memories of a person. */
  import_memories: { kind: 'invalid', params: noParams },
  /** A project without instructions and documents. */
  import_project_empty: { kind: 'invalid', params: noParams },
  /** The instructions are longer than an assistant's may be. */
  import_project_too_long: { kind: 'invalid', params: noParams },
});
