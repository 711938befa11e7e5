import * as z from 'zod';
import type { ErrorAction, ErrorKind } from '../error-traits.ts';

/** The traits of an error code and the schema of its parameters. */
export interface CodeEntry {
  readonly kind: ErrorKind;
  /** True if the same request may succeed later unchanged. Defaults to false. */
  readonly retryable?: true;
  readonly action?: ErrorAction;
  /** A function, so that the schema is built only when a stored error is read, not at startup. */
  readonly params: () => z.ZodType;
}

/** Type-checks a table of codes and keeps the literal type of each entry. */
export function defineCodes<const T extends Readonly<Record<string, CodeEntry>>>(codes: T): T {
  return codes;
}

/** For a code without parameters. */
export const noParams = () => z.object({});
/** `provider`: the name the person gave the server. */
export const byProvider = () => z.object({ provider: z.string() });
/** `address`: a base URL without its query, or a host. */
export const byAddress = () => z.object({ address: z.string() });
/** `name`: a file name as the person knows it. */
export const byName = () => z.object({ name: z.string() });
