import type { KeyStorage, Settings } from '../../shared/model/settings.ts';

/** The settings as kept. Reading is free; a change is on disk, or its failure reported, by the store. */
export interface SettingsPort {
  readonly read: () => Settings;
  /** Replaces the settings by what `change` makes of them, then tells the subscribers. */
  update(change: (settings: Settings) => Settings): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (settings: Settings) => void): () => void;
}

/** What may be known of a stored key without decrypting it. */
export interface SecretSummary {
  readonly lastFour: string;
  /** The origin (`https://api.openai.com`) that the key was given for; it is sent nowhere else. */
  readonly origin: string;
}

export type SecretRead =
  | { readonly kind: 'key'; readonly key: string; readonly origin: string }
  | { readonly kind: 'none' }
  /** The ciphertext is kept, but the system could not decrypt it. */
  | { readonly kind: 'unreadable' };

/** How well the system protects keys, and the back end's name, such as `gnome_libsecret`. */
export interface SecretStorage {
  readonly storage: KeyStorage;
  readonly name: string;
}

/** Keys, encrypted by the system. Whether weak encryption will do is not decided here but by the caller. */
export interface SecretsPort {
  status(providerId: string): SecretSummary | null;
  /** Never throws for a key that cannot be decrypted, and never deletes it. */
  read(providerId: string): Promise<SecretRead>;
  /** Throws an ExpectedError (`storage`) when the key cannot be encrypted or written. */
  write(providerId: string, key: string, origin: string): Promise<void>;
  remove(providerId: string): Promise<void>;
  /** Never throws. May wait for as long as a keyring waits for the person's password. */
  storage(): Promise<SecretStorage>;
}
