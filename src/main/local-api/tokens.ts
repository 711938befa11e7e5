import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiToken } from '../../shared/model/api.ts';
import { expected } from '../../shared/expected.ts';
import type { StoredToken, TokenStore } from './ports.ts';

/** More tokens than one person's programs need. */
const maxTokens = 100;

/** The tokens that may use the API. */
export interface Tokens {
  list(): readonly ApiToken[];
  /**
   * Returns the token itself, which is not stored anywhere. Throws an ExpectedError (`storage`,
   * `invalid`).
   */
  create(name: string): Promise<string>;
  /** Creates a token that expires with the program and is never stored. */
  createPassing(name: string): string;
  /** Throws an ExpectedError (`storage`). */
  revoke(id: string): Promise<void>;
  /** The matching token, or null. The time this takes does not reveal how close a guess was. */
  check(presented: string): Pick<StoredToken, 'id' | 'name'> | null;
}

function hashOf(token: string): Buffer {
  // 256 random bits need neither salt nor a slow hash.
  return createHash('sha256').update(token).digest();
}

function newToken(name: string): { readonly token: string; readonly stored: StoredToken } {
  const token = `parley_${randomBytes(32).toString('base64url')}`;
  const stored = {
    id: randomBytes(8).toString('hex'),
    name,
    hash: hashOf(token).toString('hex'),
    createdAt: new Date().toISOString(),
  };
  return { token, stored };
}

/** Creates the tokens on top of a store. */
export function createTokens(store: TokenStore): Tokens {
  const passing: StoredToken[] = [];
  return {
    list: () => store.list().map(({ id, name, createdAt }) => ({ id, name, createdAt })),
    async create(name) {
      const { token, stored } = newToken(name);
      await store.update((before) => {
        if (before.length < maxTokens) return [...before, stored];
        throw expected('too_many_tokens', {});
      });
      return token;
    },
    createPassing(name) {
      const { token, stored } = newToken(name);
      passing.push(stored);
      return token;
    },
    revoke: (id) => store.update((before) => before.filter((token) => token.id !== id)),
    check(presented) {
      const hash = hashOf(presented);
      let found: StoredToken | null = null;
      for (const token of [...store.list(), ...passing]) {
        // No early exit: every token is compared, whichever matches.
        if (timingSafeEqual(hash, Buffer.from(token.hash, 'hex'))) found = token;
      }
      return found;
    },
  };
}
