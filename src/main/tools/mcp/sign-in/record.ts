import * as z from 'zod';
import type { Vault } from '../../ports.ts';

const placeSchema = z.object({
  issuer: z.string(),
  authorization: z.string(),
  token: z.string(),
  registration: z.string().nullable(),
  revocation: z.string().nullable(),
  /** How clients prove who they are at `token`; empty if not said. */
  authMethods: z.array(z.string()),
  /** How clients prove who they are at `revocation`. */
  revocationMethods: z.array(z.string()),
  scopes: z.array(z.string()),
  /** Answers of the browser name the issuer (RFC 9207). */
  namesIssuer: z.boolean(),
  /** A client may be known by the URL of its description. */
  readsDocuments: z.boolean(),
  /** Nothing describes it: its endpoints are the usual ones of the server's own origin. */
  isGuessed: z.boolean(),
});

/** An authorization server: the place where the person signs in. Its URLs are checked. */
export type Place = Readonly<z.infer<typeof placeSchema>>;

const clientSchema = z.object({
  /** `entered`: by the person; `document`: the URL of Parley's description. */
  from: z.enum(['entered', 'registered', 'document']),
  id: z.string(),
  secret: z.string().nullable(),
  /** The method chosen at registration. */
  method: z.string().nullable(),
  /** In ms since the epoch. */
  secretEndsAt: z.number().nullable(),
  /** The port of the redirect address; null for any free port. */
  port: z.number().nullable(),
  path: z.string(),
});

/** How Parley is known at one place. */
export type KeptClient = Readonly<z.infer<typeof clientSchema>>;

const tokensSchema = z.object({
  place: placeSchema,
  /** The resource indicator (RFC 8707) that the tokens were requested for; null if none. */
  resource: z.string().nullable(),
  access: z.string(),
  refresh: z.string().nullable(),
  /** When they must be renewed, in ms since the epoch; null if not said. */
  endsAt: z.number().nullable(),
  /** Granted scopes, separated by spaces. */
  granted: z.string(),
  /** Requested scopes, separated by spaces. */
  asked: z.string(),
});

/** What a sign-in resulted in. */
export type KeptTokens = Readonly<z.infer<typeof tokensSchema>>;

const recordSchema = z.object({
  tokens: tokensSchema.nullable(),
  /** By issuer, so that no client id is ever sent to another place. */
  clients: z.record(z.string(), clientSchema),
  /** Origins on this machine or its network that the person allowed. */
  allowed: z.array(z.string()),
  /** Last, because the store shows the end of a secret to tell secrets apart. */
  version: z.literal(1),
});

/** Everything stored about the sign-in to one server. */
export type SignInRecord = Readonly<z.infer<typeof recordSchema>>;

export const emptyRecord: SignInRecord = { tokens: null, clients: {}, allowed: [], version: 1 };

/** Reads a vault. One that cannot be read is empty: the person signs in again. */
export async function readRecord(vault: Vault): Promise<SignInRecord> {
  const text = await vault.read();
  if (text === null) return emptyRecord;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    // The original error would contain the unreadable text.
    return emptyRecord;
  }
}

/** Returns the texts of a record that must not be shown anywhere. */
export function secretsIn({ tokens, clients }: SignInRecord): readonly string[] {
  return [
    tokens?.access,
    tokens?.refresh,
    ...Object.values(clients).map(({ secret }) => secret),
  ].filter((text) => text !== null && text !== undefined);
}

/** A record in memory and in its vault. */
export interface RecordKeeper {
  read(): Promise<SignInRecord>;
  /** The record as last read or changed. */
  now(): SignInRecord;
  /**
   * Changes the record. The change holds in memory even if it cannot be stored. Throws an
   * ExpectedError.
   */
  change(change: (before: SignInRecord) => SignInRecord): Promise<void>;
}

/** Creates the keeper of a record. */
export function createRecordKeeper(vault: Vault): RecordKeeper {
  let current = emptyRecord;
  let loading: Promise<void> | null = null;
  let writing: Promise<void> = Promise.resolve();

  const load = (): Promise<void> =>
    (loading ??= readRecord(vault).then((found) => {
      current = found;
    }));

  return {
    async read() {
      await load();
      return current;
    },
    now: () => current,
    async change(change) {
      await load();
      current = change(current);
      // The newest record is written, whichever change asked for it.
      const write = async (): Promise<void> => {
        const { tokens, clients, allowed } = current;
        const isEmpty = tokens === null && Object.keys(clients).length + allowed.length === 0;
        await (isEmpty ? vault.remove() : vault.write(JSON.stringify(current)));
      };
      const written = writing.then(write);
      writing = written.catch(() => undefined);
      await written;
    },
  };
}
