import type { ApiView } from '../../shared/model/api.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { ModelInfo } from '../../shared/contract/index.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { ChosenModel, TurnService } from '../turns/turn-service.ts';

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

/** The rooms that the API talks to, the same as the window does. */
export interface ApiCore {
  readonly conversations: ConversationService;
  readonly turns: TurnService;
  readonly registry: ProviderRegistry;
  readonly listModels: (providerId: string, refresh: boolean) => Promise<readonly ModelInfo[]>;
  /** The server and model for what names them, or leaves them (null) to the settings. Throws ExpectedErrors. */
  readonly choose: (wanted: Pick<Conversation, 'providerId' | 'model'>) => Promise<ChosenModel>;
  /** Resolves when the conversations are known. */
  readonly loaded: Promise<unknown>;
}

/** Tells the windows what has changed. */
export type TellApi = (view: ApiView) => void;
