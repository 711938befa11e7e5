import { expected, ExpectedError } from '../../../../shared/expected.ts';
import { handshakeError } from '../connect-error.ts';
import type { ServerLog } from '../log.ts';
import type { McpSdk } from '../sdk.ts';

/** Returns the HTTP status in an SDK error or in its cause; null if there is none. */
export function statusOf(sdk: McpSdk, error: unknown): number | null {
  for (
    let each = error, depth = 0;
    each instanceof Error && depth < 5;
    each = each.cause, depth += 1
  ) {
    if (each instanceof sdk.UnauthorizedError) return 401;
    if (each instanceof sdk.SdkHttpError) return each.status;
    if (each instanceof sdk.SseError && each.code !== undefined) return each.code;
    if (each instanceof sdk.SdkError) {
      const { data } = each;
      if (
        typeof data === 'object' &&
        data !== null &&
        'status' in data &&
        typeof data.status === 'number'
      )
        return data.status;
    }
  }
  return null;
}

function isUnexpectedContent(sdk: McpSdk, error: unknown): boolean {
  for (
    let each = error, depth = 0;
    each instanceof Error && depth < 5;
    each = each.cause, depth += 1
  ) {
    if (each instanceof sdk.SdkError && each.code === sdk.SdkErrorCode.ClientHttpUnexpectedContent)
      return true;
    if (each instanceof SyntaxError) return true;
  }
  return false;
}

/**
 * Returns whether the endpoint may be an older HTTP with SSE server or no server of tools at all.
 */
export function isWrongKindOfServer(sdk: McpSdk, error: unknown): boolean {
  const status = statusOf(sdk, error);
  if (status === 401 || status === 403) return false;
  return (status !== null && status >= 400) || isUnexpectedContent(sdk, error);
}

/** Returns whether an error came from the network. The codes of its causes show it. */
function isNetworkError(error: unknown): boolean {
  for (
    let each = error, depth = 0;
    each instanceof Error && depth < 6;
    each = each.cause, depth += 1
  ) {
    if (each instanceof TypeError && each.message === 'fetch failed') return true;
    if ('code' in each && typeof each.code === 'string' && /^(?:E[A-Z]{3,}|UND_)/.test(each.code))
      return true;
  }
  return false;
}

/** Converts an error of a request over HTTP. */
export function httpError(
  sdk: McpSdk,
  error: unknown,
  about: { server: string; address: string; log: ServerLog; handshakeMs: number },
): ExpectedError {
  if (error instanceof ExpectedError) return error;
  const { server, address } = about;
  const status = statusOf(sdk, error);
  if (status === 401) return expected('tool_server_wants_sign_in', { server });
  if (status !== null && (status >= 500 || status === 403 || status === 429))
    return expected('tool_server_http', { server, status });
  if (isUnexpectedContent(sdk, error) || status !== null)
    return expected('tool_server_not_mcp', { server });
  if (isNetworkError(error)) return expected('tool_server_unreachable', { server, address });
  return handshakeError(sdk, error, about);
}
