import type { ModelInfo } from '../../shared/contract/index.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { KeyStorage } from '../../shared/model/providers/provider.ts';

/**
 * The stored settings. Reading is cheap; the store writes a change to disk or reports its failure.
 */
export interface SettingsPort {
  readonly read: () => Settings;
  /** Applies `change` to the settings, then notifies the subscribers. */
  update(change: (settings: Settings) => Settings): void;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (settings: Settings) => void): () => void;
}

/** The facts about a stored key that need no decryption. */
export interface SecretSummary {
  readonly lastFour: string;
  /**
   * The origin (`https://api.openai.com`) that the key was entered for; it is never sent anywhere
   * else.
   */
  readonly origin: string;
}

export type SecretRead =
  | { readonly kind: 'key'; readonly key: string; readonly origin: string }
  | { readonly kind: 'none' }
  /** The ciphertext is stored, but the system could not decrypt it. */
  | { readonly kind: 'unreadable' };

/** How well the system protects keys, and the back end's name, such as `gnome_libsecret`. */
export interface SecretStorage {
  readonly storage: KeyStorage;
  readonly name: string;
}

/** Keys, encrypted by the system. The caller decides whether weak encryption is acceptable. */
export interface SecretsPort {
  status(providerId: string): SecretSummary | null;
  /** Never throws because a key cannot be decrypted, and never deletes it. */
  read(providerId: string): Promise<SecretRead>;
  /** Throws an ExpectedError (`storage`) if the key cannot be encrypted or written. */
  write(providerId: string, key: string, origin: string): Promise<void>;
  remove(providerId: string): Promise<void>;
  /** Never throws. May wait as long as a keyring waits for the person's password. */
  storage(): Promise<SecretStorage>;
}

/** A server's list of models, as it was when last asked. */
export interface KeptModelList {
  /** The address that was asked. */
  readonly baseUrl: string;
  readonly models: readonly ModelInfo[];
}

/** Keeps lists of models across restarts. It is a cache: nothing is lost if it is empty. */
export interface ModelListsPort {
  read(providerId: string): Promise<KeptModelList | null>;
  /** Writes in the background; a failure is not reported. */
  keep(providerId: string, list: KeptModelList): void;
  forget(providerId: string): void;
}
