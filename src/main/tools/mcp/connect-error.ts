import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { ServerLog } from './log.ts';
import type { McpSdk } from './sdk.ts';

/** The number of the server's last lines in an error. */
const lastLines = 10;

/** Returns the server's message about a failure, as the end of a sentence. */
export function errorMessage(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error))
    .replace(/^MCP error -?\d+:\s*/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  // It has given no reason.
  if (text === '') return '…';
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Returns the server's last lines for an error. */
export function lastLogLines(log: ServerLog): { readonly detail?: string } {
  const detail = log.lastLogLines(lastLines);
  return detail === '' ? {} : { detail };
}

/** Returns true if no answer came in time or waiting was aborted. */
export function isTimeout(sdk: McpSdk, error: unknown): boolean {
  return error instanceof sdk.SdkError && error.code === sdk.SdkErrorCode.RequestTimeout;
}

/** Converts the error of a failed handshake over a working transport. */
export function handshakeError(
  sdk: McpSdk,
  error: unknown,
  { server, log, handshakeMs }: { server: string; log: ServerLog; handshakeMs: number },
): ExpectedError {
  if (error instanceof ExpectedError) return error;
  if (isTimeout(sdk, error)) {
    const seconds = Math.max(1, Math.round(handshakeMs / 1000));
    return expected('tool_server_silent', { server, seconds }, lastLogLines(log));
  }
  return expected('tool_server_refused', { server, said: errorMessage(error) }, lastLogLines(log));
}
