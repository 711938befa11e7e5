import * as z from 'zod';
import type { ErrorAction, ErrorKind } from '../error-traits.ts';

/** What a code implies, and what its sentence is made from. */
export interface CodeEntry {
  readonly kind: ErrorKind;
  /** True if the same request may succeed later without a change; by default false. */
  readonly retryable?: true;
  readonly action?: ErrorAction;
  /** Made when a stored error is read, and not at a start. */
  readonly params: () => z.ZodType;
}

/** Checks a table of codes, and keeps the type of each entry. */
export function defineCodes<const T extends Readonly<Record<string, CodeEntry>>>(codes: T): T {
  return codes;
}

/** For a code that says everything by itself. */
export const noParams = () => z.object({});
/** `provider`: the server, by the name that the person gave it. */
export const byProvider = () => z.object({ provider: z.string() });
/** `address`: a base URL without its query, or a host. */
export const byAddress = () => z.object({ address: z.string() });
/** `name`: a file, as the person knows it. */
export const byName = () => z.object({ name: z.string() });
