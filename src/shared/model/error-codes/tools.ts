import * as z from 'zod';
import { defineCodes, noParams } from './define.ts';

/**
 * `server`: the name that the person gave a tool server; `field`: an environment variable or
 * header.
 */
const byField = () => z.object({ server: z.string(), field: z.string() });
const byServer = () => z.object({ server: z.string() });

/** Errors of tools that the person has to fix. */
export const toolCodes = defineCodes({
  tool_server_not_set_up: { kind: 'invalid', params: noParams },
  tool_servers_unavailable: { kind: 'internal', params: noParams },
  tool_field_twice: { kind: 'invalid', params: byField },
  tool_value_wanted: { kind: 'invalid', params: byField },
  tool_value_hidden: { kind: 'invalid', params: byField },
  tool_secrets_absent: { kind: 'storage', action: 'open_settings', params: byServer },
  tool_secrets_unreadable: {
    kind: 'storage',
    retryable: true,
    action: 'open_settings',
    params: byServer,
  },
  tool_secrets_other_address: {
    kind: 'auth',
    action: 'open_settings',
    params: () => z.object({ server: z.string(), given: z.string() }),
  },
  no_request_waits: { kind: 'invalid', params: noParams },
  tool_page_not_opened: { kind: 'invalid', params: byServer },
  form_not_valid: { kind: 'invalid', params: noParams },
  sampling_no_text: {
    kind: 'bad_response',
    retryable: true,
    params: () => z.object({ model: z.string() }),
  },
  edited_arguments_no_object: { kind: 'invalid', params: noParams },
  search_key_unreadable: {
    kind: 'storage',
    retryable: true,
    action: 'open_settings',
    params: () => z.object({ engine: z.string() }),
  },
});
