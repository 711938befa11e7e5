import * as z from 'zod';
import { defineCodes } from './define.ts';

/** `server`: by the name that the person gave it. */
const byServer = () => z.object({ server: z.string() });
const byServerAndSaid = () => z.object({ server: z.string(), said: z.string() });
const byServerAndSeconds = () => z.object({ server: z.string(), seconds: z.number() });

/** What goes wrong with servers of tools. The last words of a server are the `detail` of the error. */
export const toolServerCodes = defineCodes({
  tool_server_off: { kind: 'invalid', action: 'open_settings', params: byServer },
  /** `folders`: where it was looked for. */
  tool_command_missing: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ command: z.string(), folders: z.array(z.string()) }),
  },
  tool_command_not_executable: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ path: z.string() }),
  },
  tool_folder_missing: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ folder: z.string() }),
  },
  /** The system would not start it. */
  tool_server_not_started: { kind: 'internal', action: 'open_settings', params: byServerAndSaid },
  /** It ended before it was ready. `signal`: what ended it; null if it ended by itself. */
  tool_server_ended: {
    kind: 'server',
    retryable: true,
    action: 'open_settings',
    params: () =>
      z.object({ server: z.string(), code: z.number().nullable(), signal: z.string().nullable() }),
  },
  /** It did not greet back in time. */
  tool_server_silent: {
    kind: 'timeout',
    retryable: true,
    action: 'open_settings',
    params: byServerAndSeconds,
  },
  /** It refused the handshake, or answered with something else. */
  tool_server_refused: { kind: 'server', action: 'open_settings', params: byServerAndSaid },
  /** A web page, or another service, where a server of tools should be. */
  tool_server_not_mcp: { kind: 'bad_response', action: 'open_settings', params: byServer },
  tool_server_http: {
    kind: 'server',
    retryable: true,
    action: 'open_settings',
    params: () => z.object({ server: z.string(), status: z.number() }),
  },
  tool_server_unreachable: {
    kind: 'network',
    retryable: true,
    action: 'open_settings',
    params: () => z.object({ server: z.string(), address: z.string() }),
  },
  tool_server_bad_address: { kind: 'invalid', action: 'open_settings', params: byServer },
  tool_server_wants_sign_in: { kind: 'auth', action: 'open_settings', params: byServer },
  /** Its list of tools has no end. */
  tool_list_endless: { kind: 'bad_response', action: 'open_settings', params: byServer },
  /** It ended while nothing was asked of it. */
  tool_server_exited: {
    kind: 'server',
    retryable: true,
    action: 'open_settings',
    params: byServer,
  },
  /** It ended, or the connection did, while a call ran. */
  tool_server_gone: { kind: 'network', params: byServer },
  /** It said nothing for so long. */
  tool_call_idle: { kind: 'timeout', action: 'open_settings', params: byServerAndSeconds },
  tool_call_too_long: { kind: 'timeout', action: 'open_settings', params: byServerAndSeconds },
  tool_result_too_large: { kind: 'bad_response', params: byServer },
  /** An answer that is none of a tool. */
  tool_result_invalid: { kind: 'bad_response', params: byServer },
  tool_call_failed: { kind: 'server', params: byServerAndSaid },
  /** `said`: what is wrong with its JSON, in English. */
  tool_configuration_invalid: {
    kind: 'invalid',
    params: () => z.object({ said: z.string() }),
  },
  tool_needs_tasks: { kind: 'invalid', params: byServer },
});
