import { ExpectedError } from '../../shared/expected.ts';
import { errorOfProxy, proxyErrorIn } from '../network/proxy-error.ts';
import { fetchRefusalIn, type FetchRefusal } from './fetch-refusal.ts';

/** Creates the errors of one use of the guarded fetch. */
export interface FetchFailures {
  readonly refused: (refusal: FetchRefusal) => ExpectedError;
  readonly tooSlow: () => ExpectedError;
  readonly unreachable: () => ExpectedError;
}

/** Converts an error that a guarded fetch of `host` threw into an error for the person. */
export function errorOfFetch(
  error: unknown,
  host: string,
  { refused, tooSlow, unreachable }: FetchFailures,
): ExpectedError {
  if (error instanceof ExpectedError) return error;
  const refusal = fetchRefusalIn(error);
  if (refusal !== null) return refused(refusal);
  if (error instanceof Error && error.name === 'TimeoutError') return tooSlow();
  const proxy = proxyErrorIn(error);
  if (proxy !== null) return new ExpectedError(errorOfProxy(proxy, host), { cause: error });
  return unreachable();
}
