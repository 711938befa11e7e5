import type { ProviderRegistry } from '../../../src/main/providers/registry.ts';
import type { ProviderConnection } from '../../../src/main/wire/connection.ts';
import { settingsSchema, type Settings } from '../../../src/shared/model/settings.ts';
import type { KeyStorage } from '../../../src/shared/model/providers/provider.ts';
import type { SecretsPort, SettingsPort } from '../../../src/main/providers/ports.ts';

/** Settings in memory, with the interface of the store. */
export function memorySettings(initial: object = {}): SettingsPort {
  let settings: Settings = settingsSchema.parse(initial);
  const listeners = new Set<(settings: Settings) => void>();
  return {
    read: () => settings,
    update(change) {
      settings = settingsSchema.parse(structuredClone(change(settings)));
      listeners.forEach((listener) => listener(settings));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export interface MemorySecrets extends SecretsPort {
  readonly kept: Map<string, { key: string; origin: string }>;
  /** From now on the system decrypts nothing, or everything again. */
  lock(locked: boolean): void;
}

/** Keys in memory, with a simulated level of system protection. */
export function memorySecrets(storage: KeyStorage = 'strong'): MemorySecrets {
  const kept: MemorySecrets['kept'] = new Map();
  let isLocked = false;
  return {
    kept,
    lock: (locked) => {
      isLocked = locked;
    },
    status(id) {
      const secret = kept.get(id);
      return secret === undefined
        ? null
        : { lastFour: secret.key.slice(-4), origin: secret.origin };
    },
    read(id) {
      const secret = kept.get(id);
      if (secret === undefined) return Promise.resolve({ kind: 'none' });
      return Promise.resolve(isLocked ? { kind: 'unreadable' } : { kind: 'key', ...secret });
    },
    write: (id, key, origin) => Promise.resolve(void kept.set(id, { key, origin })),
    remove: (id) => Promise.resolve(void kept.delete(id)),
    storage: () =>
      Promise.resolve({
        storage,
        name: storage === 'weak' ? 'basic_text' : 'gnome_libsecret',
      }),
  };
}

/** Connects to a provider that is a server. */
export async function connectServer(
  registry: Pick<ProviderRegistry, 'connect'>,
  providerId: string,
): Promise<ProviderConnection> {
  const connection = await registry.connect(providerId);
  if (connection.protocol !== 'server') throw new Error('This is no server.');
  return connection;
}
