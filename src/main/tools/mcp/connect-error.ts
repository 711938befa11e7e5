import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { ServerLog } from './log.ts';
import type { McpSdk } from './sdk.ts';

/** So many of a server's last lines stand in an error. */
const lastLines = 10;

/** What a server said of a failure, as the end of a sentence. */
export function saidBy(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error))
    .replace(/^MCP error -?\d+:\s*/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  if (text === '') return 'no reason given.';
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** The last words of a server, for an error. */
export function lastWords(log: ServerLog): { readonly detail?: string } {
  const detail = log.lastWords(lastLines);
  return detail === '' ? {} : { detail };
}

/** True if nothing came in time, or nobody waited longer. */
export function isTimeout(sdk: McpSdk, error: unknown): boolean {
  return error instanceof sdk.SdkError && error.code === sdk.SdkErrorCode.RequestTimeout;
}

/** What a failed handshake means where the transport itself holds. */
export function handshakeError(
  sdk: McpSdk,
  error: unknown,
  { server, log, handshakeMs }: { server: string; log: ServerLog; handshakeMs: number },
): ExpectedError {
  if (error instanceof ExpectedError) return error;
  if (isTimeout(sdk, error)) {
    const seconds = Math.max(1, Math.round(handshakeMs / 1000));
    return expected('tool_server_silent', { server, seconds }, lastWords(log));
  }
  return expected('tool_server_refused', { server, said: saidBy(error) }, lastWords(log));
}
