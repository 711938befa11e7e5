import { expect, test, vi } from 'vitest';
import { createStorageView } from '../../../../src/main/providers/keys/key-storage.ts';
import type { SecretStorage } from '../../../../src/main/providers/ports.ts';
import { createRegistry } from '../../../../src/main/providers/registry.ts';
import { memorySecrets, memorySettings } from '../memory-ports.ts';

const weak: SecretStorage = { storage: 'weak', name: 'basic_text' };

test('an answer that comes at once is what is shown', async () => {
  const learned = vi.fn();
  const view = createStorageView({ storage: () => Promise.resolve(weak) }, learned);
  expect(await view()).toEqual(weak);
  expect(learned).not.toHaveBeenCalled();
});

test('a keyring that waits for its password keeps nobody waiting, is asked once, and tells when it is open', async () => {
  const learned = vi.fn();
  const asked = Promise.withResolvers<SecretStorage>();
  const storage = vi.fn(() => asked.promise);
  const view = createStorageView({ storage }, learned, 1);
  expect((await view()).storage).toBe('strong');
  expect((await view()).storage).toBe('strong');
  expect(storage).toHaveBeenCalledTimes(1);
  asked.resolve(weak);
  await vi.waitFor(() => expect(learned).toHaveBeenCalledTimes(1));
  expect(await view()).toEqual(weak);
});

test('the settings are there while the keyring waits', async () => {
  const secrets = { ...memorySecrets(), storage: () => new Promise<never>(() => undefined) };
  const registry = createRegistry({ settings: memorySettings(), secrets, environment: {} });
  expect(await registry.view()).toMatchObject({ keyStorage: 'strong', providers: [] });
});
