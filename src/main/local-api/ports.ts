import type { ApiView } from '../../shared/model/api.ts';
import type { Core } from '../app/core.ts';

/** A token as it is kept: with its hash one can check it, but not make it. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Where tokens are kept. */
export interface TokenStore {
  list(): readonly StoredToken[];
  /**
   * Replaces all by what `change` makes of them, one change after the other; on the disk once it
   * resolves. Throws an ExpectedError (`storage`), or what `change` throws, and nothing has changed.
   */
  update(change: (tokens: readonly StoredToken[]) => readonly StoredToken[]): Promise<void>;
}

/** What of the core the API talks to: the same that the window does. */
export type ApiCore = Pick<
  Core,
  'conversations' | 'turns' | 'registry' | 'listModels' | 'choose' | 'loaded'
>;

/** Tells the windows what has changed. */
export type TellApi = (view: ApiView) => void;
