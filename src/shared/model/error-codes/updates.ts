import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/** Why an update was refused, or could not be had. */
export const updateCodes = defineCodes({
  update_unreachable: { kind: 'network', retryable: true, params: noParams },
  update_status: { kind: 'server', params: () => z.object({ status: z.number() }) },
  update_redirected: { kind: 'bad_response', params: () => z.object({ host: z.string() }) },
  update_slow: { kind: 'timeout', retryable: true, params: noParams },
  update_empty: { kind: 'bad_response', params: noParams },
  update_too_long: { kind: 'bad_response', params: noParams },
  update_truncated: { kind: 'bad_response', retryable: true, params: noParams },
  update_unreadable: { kind: 'bad_response', params: noParams },
  update_unsigned: { kind: 'bad_response', params: noParams },
  update_key_unknown: { kind: 'bad_response', params: noParams },
  update_signature_wrong: { kind: 'bad_response', params: noParams },
  update_withdrawn: { kind: 'bad_response', params: noParams },
  update_older: { kind: 'bad_response', params: () => z.object({ version: z.string() }) },
  update_lacks_system: { kind: 'bad_response', params: () => z.object({ version: z.string() }) },
  update_changed: { kind: 'bad_response', params: noParams },
  update_other_kind: { kind: 'bad_response', params: noParams },
  update_wrong_machine: { kind: 'bad_response', params: () => z.object({ machine: z.string() }) },
  update_not_startable: { kind: 'storage', params: () => z.object({ said: z.string() }) },
  update_dismissed: { kind: 'storage', params: noParams },
  update_not_allowed: { kind: 'storage', params: () => z.object({ command: z.string() }) },
  update_not_installed: { kind: 'storage', params: () => z.object({ version: z.string() }) },
  update_folder_closed: { kind: 'storage', params: () => z.object({ path: z.string() }) },
});
