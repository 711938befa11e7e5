import type { ApiView } from '../../shared/model/api.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { ModelInfo } from '../../shared/contract/index.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { OpenAccount } from '../turns/account.ts';
import type { ChosenModel, TurnService } from '../turns/turn-service.ts';

/** A stored token: the hash can verify a token but not reveal it. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Stores tokens. */
export interface TokenStore {
  list(): readonly StoredToken[];
  /**
   * Replaces all tokens with the result of `change`, one change at a time; on disk once it
   * resolves. Throws an ExpectedError (`storage`), or whatever `change` throws; then nothing has
   * changed.
   */
  update(change: (tokens: readonly StoredToken[]) => readonly StoredToken[]): Promise<void>;
}

/** The rooms that the API uses, the same ones as the window. */
export interface ApiCore {
  readonly conversations: ConversationService;
  readonly turns: TurnService;
  readonly registry: ProviderRegistry;
  readonly spending: { readonly openAccount: OpenAccount };
  readonly listModels: (providerId: string, refresh: boolean) => Promise<readonly ModelInfo[]>;
  /**
   * The server and model to use; whatever is null comes from the settings. Throws ExpectedErrors.
   */
  readonly choose: (wanted: Pick<Conversation, 'providerId' | 'model'>) => Promise<ChosenModel>;
  /** Resolves when the conversations are loaded. */
  readonly loaded: Promise<unknown>;
}

/** Sends the windows the changed view. */
export type TellApi = (view: ApiView) => void;
