import { expected, ExpectedError } from '../../../../shared/expected.ts';
import { errorOf } from '../../../../shared/model/errors.ts';
import { lastLogLines, errorMessage } from '../connect-error.ts';
import { cutOffCode } from '../http/connect-http.ts';
import { statusOf } from '../http/http-error.ts';
import type { ServerLog } from '../log.ts';
import { tooLongCode } from '../process/messages.ts';
import type { McpSdk } from '../sdk.ts';

/** The limit of all messages, for the sentence. */
const largestMegabytes = 64;

/** Converts the error of a failed request for a prompt or resource. */
export function offerError(
  sdk: McpSdk,
  error: unknown,
  { server, log }: { readonly server: string; readonly log: ServerLog },
): ExpectedError {
  if (error instanceof ExpectedError) {
    return error.error.code === 'tool_result_too_large'
      ? expected('offer_too_large', { server, megabytes: largestMegabytes })
      : error;
  }
  if (statusOf(sdk, error) === 401) return expected('tool_server_wants_sign_in', { server });
  if (error instanceof sdk.ProtocolError && error.code !== cutOffCode) {
    return error.code === tooLongCode
      ? expected('offer_too_large', { server, megabytes: largestMegabytes })
      : expected('offer_refused', { server, said: errorMessage(error) });
  }
  if (error instanceof sdk.SdkError) {
    const { InvalidResult, UnsupportedResultType, InputRequiredRoundsExceeded } = sdk.SdkErrorCode;
    if (error.code === InvalidResult || error.code === UnsupportedResultType)
      return expected('offer_invalid', { server });
    if (error.code === InputRequiredRoundsExceeded)
      return expected('offer_refused', { server, said: errorMessage(error) });
  }
  return new ExpectedError(errorOf('offer_server_gone', { server }, lastLogLines(log)), {
    cause: error,
  });
}

/** Limits the time for an answer. It does not run while the server waits for the person. */
export async function withDeadline<T>(
  {
    signal,
    ms,
    server,
    isAsking,
  }: {
    readonly signal: AbortSignal;
    readonly ms: number;
    readonly server: string;
    readonly isAsking: () => boolean;
  },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const restart = (): void => {
    timer = setTimeout(() => {
      if (isAsking()) restart();
      else over.abort(expected('offer_too_slow', { server, seconds: Math.ceil(ms / 1000) }));
    }, ms);
  };
  restart();
  try {
    return await work(AbortSignal.any([signal, over.signal]));
  } catch (error) {
    signal.throwIfAborted();
    over.signal.throwIfAborted();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
