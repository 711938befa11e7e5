import * as z from 'zod';
import { defineCodes } from './define.ts';

/** `server`: the name that the person gave the server. */
const byServer = () => z.object({ server: z.string() });
const byServerAndSaid = () => z.object({ server: z.string(), said: z.string() });
const byServerAndSeconds = () => z.object({ server: z.string(), seconds: z.number() });

/** Errors of tool servers. The server's last lines are the `detail` of the error. */
export const toolServerCodes = defineCodes({
  tool_server_off: { kind: 'invalid', action: 'open_settings', params: byServer },
  /** `folders`: the folders that were searched. */
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
  /** The file with variables is missing, unreadable or too large. */
  tool_variables_unreadable: {
    kind: 'invalid',
    action: 'open_settings',
    params: () => z.object({ path: z.string() }),
  },
  /** The system could not start the server. */
  tool_server_not_started: { kind: 'internal', action: 'open_settings', params: byServerAndSaid },
  /**
   * The server exited before it was ready. `signal`: the signal that killed it; null if it exited
   * by itself.
   */
  tool_server_ended: {
    kind: 'server',
    retryable: true,
    action: 'open_settings',
    params: () =>
      z.object({ server: z.string(), code: z.number().nullable(), signal: z.string().nullable() }),
  },
  /** The server did not complete the handshake in time. */
  tool_server_silent: {
    kind: 'timeout',
    retryable: true,
    action: 'open_settings',
    params: byServerAndSeconds,
  },
  /** The server refused the handshake or sent an invalid answer. */
  tool_server_refused: { kind: 'server', action: 'open_settings', params: byServerAndSaid },
  /** The URL leads to a web page or another service instead of a tool server. */
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
  /** The server's list of tools is endless. */
  tool_list_endless: { kind: 'bad_response', action: 'open_settings', params: byServer },
  /** The server exited while no call was running. */
  tool_server_exited: {
    kind: 'server',
    retryable: true,
    action: 'open_settings',
    params: byServer,
  },
  /** The server exited or the connection was lost during a call. */
  tool_server_gone: { kind: 'network', params: byServer },
  /** The server sent nothing for this long. */
  tool_call_idle: { kind: 'timeout', action: 'open_settings', params: byServerAndSeconds },
  tool_call_too_long: { kind: 'timeout', action: 'open_settings', params: byServerAndSeconds },
  tool_result_too_large: { kind: 'bad_response', params: byServer },
  /** The answer is not a tool result. */
  tool_result_invalid: { kind: 'bad_response', params: byServer },
  tool_call_failed: { kind: 'server', params: byServerAndSaid },
  /** `said`: the JSON error, in English. */
  tool_configuration_invalid: {
    kind: 'invalid',
    params: () => z.object({ said: z.string() }),
  },
  tool_needs_tasks: { kind: 'invalid', params: byServer },
});
