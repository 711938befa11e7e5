import * as z from 'zod';
import type { ParleyError } from '../errors.ts';

/** A step of the person in a sign-in to a tool server. */
export const signInStepSchema = z.discriminatedUnion('kind', [
  /** Looks for the place to sign in. Opens nothing. */
  z.object({ kind: z.literal('begin') }),
  /** Allows the host of {@link SignInView} `private`. */
  z.object({ kind: z.literal('allow_host') }),
  /** Opens the browser at the host of {@link SignInView} `confirm`. */
  z.object({
    kind: z.literal('open_browser'),
    /** How Parley is known there; null leaves that unchanged. */
    client: z
      .object({
        /** '' forgets the id that the person entered before. */
        id: z.string().trim().max(2000),
        /** Null leaves the secret of the same id unchanged, '' means that there is none. */
        secret: z.string().max(8000).nullable(),
        /** The port of the redirect address, if the id is bound to one. */
        port: z.number().int().min(1024).max(65_535).nullable(),
      })
      .nullable(),
  }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('sign_out') }),
]);
export type SignInStep = Readonly<z.infer<typeof signInStepSchema>>;

/** How Parley is known at the place to sign in. */
export interface SignInClient {
  /** The id that the person entered; '' if there is none. */
  readonly id: string;
  readonly hasSecret: boolean;
  readonly port: number | null;
  /** Parley can register there by itself, so no id is required. */
  readonly mayRegister: boolean;
}

/** The sign-in to a tool server. It contains no secret. */
export type SignInView =
  /** `error`: why the last sign-in failed or ended. */
  | { readonly kind: 'signed_out'; readonly error: ParleyError | null }
  | { readonly kind: 'looking' }
  /** The server leads to a host on this machine or its network, which the person must allow. */
  | { readonly kind: 'private'; readonly host: string }
  /** The browser opens at `host` once the person agrees. */
  | {
      readonly kind: 'confirm';
      readonly host: string;
      readonly scopes: readonly string[];
      readonly client: SignInClient;
      readonly error: ParleyError | null;
    }
  /** The browser is open until `until`, in ms since the epoch. */
  | {
      readonly kind: 'waiting';
      readonly host: string;
      readonly until: number;
      /** An answer came back that does not belong to this sign-in. */
      readonly hasStray: boolean;
    }
  | { readonly kind: 'finishing'; readonly host: string }
  | {
      readonly kind: 'signed_in';
      readonly host: string;
      readonly scopes: readonly string[];
      /** The access that the server wants in addition; null if nothing is missing. */
      readonly wanted: readonly string[] | null;
      /** Why the last sign-in for more access failed. */
      readonly error: ParleyError | null;
    };
