import type { CallToolResult } from '@modelcontextprotocol/client';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import { errorOf } from '../../../shared/model/errors.ts';
import type { ToolServer } from '../../../shared/model/tools.ts';
import type { CallContext, Tool } from '../ports.ts';
import { lastLogLines, errorMessage } from './connect-error.ts';
import type { Connection } from './connection.ts';
import { cutOffCode } from './http/connect-http.ts';
import type { ServerLog } from './log.ts';
import { tooLongCode } from './process/messages.ts';
import type { McpSdk } from './sdk.ts';

/**
 * The longest possible timer, in ms. The SDK's own timeout would not say which limit was exceeded.
 */
const noTimeout = 2 ** 31 - 1;

/** Dependencies and parameters of a call. */
export interface CallOptions {
  readonly sdk: McpSdk;
  readonly connection: Connection;
  readonly server: ToolServer;
  readonly log: ServerLog;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly tool: Tool | null;
  readonly context: Pick<CallContext, 'signal' | 'onProgress'>;
  /**
   * Returns whether the server is waiting for the person; the idle timeout does not apply
   * meanwhile.
   */
  readonly isAsking: () => boolean;
}

/** Aborts a call that is idle or runs for too long. */
function createClock(server: ToolServer, isAsking: () => boolean) {
  const over = new AbortController();
  const { idleTimeoutSeconds: idle, totalTimeoutSeconds: total, name } = server;
  let quiet: NodeJS.Timeout | undefined;
  const restart = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      if (isAsking()) restart();
      else over.abort(expected('tool_call_idle', { server: name, seconds: idle }));
    }, idle * 1000);
  };
  const whole = setTimeout(
    () => over.abort(expected('tool_call_too_long', { server: name, seconds: total })),
    total * 1000,
  );
  restart();
  return {
    signal: over.signal,
    restart,
    stop() {
      clearTimeout(quiet);
      clearTimeout(whole);
    },
  };
}

/** Converts the error of a failed call. */
function callError(
  { sdk, connection, server: { name: server }, log }: CallOptions,
  error: unknown,
): unknown {
  if (error instanceof ExpectedError) return error;
  const refused = connection.refusal(error);
  if (refused !== null) return refused;
  if (error instanceof sdk.ProtocolError && error.code !== cutOffCode) {
    if (error.code === tooLongCode) return expected('tool_result_too_large', { server });
    if (/task/i.test(error.message) && /required|augment/i.test(error.message))
      return expected('tool_needs_tasks', { server });
    return expected('tool_call_failed', { server, said: errorMessage(error) });
  }
  if (error instanceof sdk.SdkError) {
    const { InvalidResult, UnsupportedResultType, InputRequiredRoundsExceeded } = sdk.SdkErrorCode;
    if (error.code === InvalidResult || error.code === UnsupportedResultType)
      return expected('tool_result_invalid', { server });
    if (error.code === InputRequiredRoundsExceeded)
      return expected('tool_call_failed', { server, said: errorMessage(error) });
  }
  return new ExpectedError(errorOf('tool_server_gone', { server }, lastLogLines(log)), {
    cause: error,
  });
}

/**
 * Calls a tool. A failure reported by the server is a result; any other failure is an
 * ExpectedError, or the SDK's UrlElicitationRequiredError if the person has to open a page first. An
 * aborted call rejects with the signal's reason, and the server is notified.
 */
export async function callTool(options: CallOptions): Promise<CallToolResult> {
  const { connection, server, name, args, tool, context, isAsking } = options;
  const clock = createClock(server, isAsking);
  try {
    return await connection.client.callTool(
      { name, arguments: { ...args } },
      {
        signal: AbortSignal.any([context.signal, clock.signal]),
        timeout: noTimeout,
        // Omits the output schema, because a result that does not match it is still a result.
        toolDefinition: { name, inputSchema: { ...tool?.inputSchema, type: 'object' } },
        onprogress({ progress, total, message }) {
          clock.restart();
          context.onProgress({ done: progress, total: total ?? null, message: message ?? '' });
        },
      },
    );
  } catch (error) {
    context.signal.throwIfAborted();
    clock.signal.throwIfAborted();
    // The caller that asks the person handles this and calls once more.
    if (error instanceof options.sdk.UrlElicitationRequiredError) throw error;
    throw callError(options, error);
  } finally {
    clock.stop();
  }
}
