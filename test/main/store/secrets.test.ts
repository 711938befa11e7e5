import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ExpectedError } from '../../../src/shared/expected.ts';
import { attackedFiles } from './attacked-files.ts';
import { invertingStorage, newRoot, put, storeOn } from './support.ts';

const key = 'sk-canary-0123456789-abcd';
const origin = 'https://api.example.com';

/** Every byte of every file below a folder. */
function everything(directory: string): string {
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => fs.statSync(path).isFile())
    .map((path) => fs.readFileSync(path, 'latin1'))
    .join('\n');
}

function secretsIn(root: string): { keys: Record<string, Record<string, unknown>> } {
  return JSON.parse(fs.readFileSync(join(root, 'secrets.json'), 'utf8'));
}

describe('a key', () => {
  test('is on the disk only encrypted, readable only by its owner, and comes back after a restart', async () => {
    const root = newRoot();
    const { secrets } = await storeOn(root);
    await secrets.write('openai', key, origin);
    expect(everything(root)).not.toContain('canary');
    expect(everything(root)).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
    expect(fs.statSync(join(root, 'secrets.json')).mode & 0o777).toBe(0o600);
    const next = (await storeOn(root)).secrets;
    expect(next.status('openai')).toEqual({ lastFour: 'abcd', origin });
    expect(await next.read('openai')).toEqual({ kind: 'key', key, origin });
    expect(await next.read('other')).toEqual({ kind: 'none' });
    expect(next.status('other')).toBeNull();
  });

  test('so short that four characters would give it away shows none', async () => {
    const { secrets } = await storeOn(newRoot());
    await secrets.write('local', 'abc123', origin);
    expect(secrets.status('local')?.lastFour).toBe('');
  });

  test('that is removed is gone from the file', async () => {
    const root = newRoot();
    const { secrets } = await storeOn(root);
    await secrets.write('a', key, origin);
    await secrets.write('b', key, origin);
    await secrets.remove('a');
    await secrets.remove('never there');
    expect(Object.keys(secretsIn(root).keys)).toEqual(['b']);
    expect(await secrets.read('a')).toEqual({ kind: 'none' });
  });

  test('that is renewed while deleted ones come back stays as renewed', async () => {
    const { secrets } = await storeOn(newRoot());
    for (const name of ['a', 'b', 'c']) await secrets.write(name, key, origin);
    const before = secrets.sealed();
    await secrets.write('a', 'sk-another-key-0', origin);
    await secrets.remove('b');
    await Promise.all([secrets.reseal(before), secrets.write('c', 'sk-renewed-key-0', origin)]);
    expect(await secrets.read('a')).toMatchObject({ key });
    expect(await secrets.read('b')).toMatchObject({ key });
    expect(await secrets.read('c')).toMatchObject({ key: 'sk-renewed-key-0' });
  });

  test('that cannot be decrypted is kept and said to be unreadable', async () => {
    const root = newRoot();
    await (await storeOn(root)).secrets.write('a', key, origin);
    const before = fs.readFileSync(join(root, 'secrets.json'));
    const { secrets } = await storeOn(root, { safeStorage: invertingStorage(2) });
    expect(await secrets.read('a')).toEqual({ kind: 'unreadable' });
    expect(secrets.status('a')).toEqual({ lastFour: 'abcd', origin });
    await secrets.write('b', key, origin);
    expect(fs.readFileSync(join(root, 'secrets.json'))).not.toEqual(before);
    expect(await (await storeOn(root)).secrets.read('a')).toEqual({ kind: 'key', key, origin });
  });

  test('is encrypted again when the system asks for it', async () => {
    const root = newRoot();
    await (await storeOn(root)).secrets.write('a', key, origin);
    const rotated = invertingStorage(1);
    rotated.reEncrypt = true;
    rotated.encryptStringAsync = (text) =>
      Promise.resolve(Buffer.from([3, ...Buffer.from(text).map((byte) => byte ^ 0xff)]));
    const { secrets } = await storeOn(root, { safeStorage: rotated });
    expect(await secrets.read('a')).toEqual({ kind: 'key', key, origin });
    const next = await storeOn(root, { safeStorage: invertingStorage(3) });
    expect(await next.secrets.read('a')).toEqual({ kind: 'key', key, origin });
  });

  test('that cannot be written fails aloud with the reason and changes nothing', async () => {
    const root = newRoot();
    await (await storeOn(root)).secrets.write('a', key, origin);
    const files = attackedFiles(({ name }) =>
      name === 'write' ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    const { secrets } = await storeOn(root, { files });
    const failure = secrets.write('a', `${key}-new`, origin);
    await expect(failure).rejects.toMatchObject({
      message: expect.stringContaining('disk is full') as string,
      error: { kind: 'storage' },
    });
    await expect(secrets.remove('a')).rejects.toThrow(ExpectedError);
    expect(await secrets.read('a')).toEqual({ kind: 'key', key, origin });
    expect(await (await storeOn(root)).secrets.read('a')).toEqual({ kind: 'key', key, origin });
  });

  test('that the system cannot encrypt is not kept, and the message does not hold it', async () => {
    const root = newRoot();
    const safeStorage = invertingStorage();
    safeStorage.encryptStringAsync = (text) => Promise.reject(new Error(`cannot encrypt ${text}`));
    const { secrets } = await storeOn(root, { safeStorage });
    const error = await secrets.write('a', key, origin).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ExpectedError);
    if (!(error instanceof ExpectedError)) return;
    expect(error.error.kind).toBe('storage');
    expect(`${error.message} ${JSON.stringify(error.error)} ${String(error.cause)}`).not.toContain(
      'canary',
    );
    expect(fs.readdirSync(root)).toEqual([]);
  });
});

describe('the file', () => {
  test('keeps entries that are damaged or unknown, and reports them', async () => {
    const root = newRoot();
    await (await storeOn(root)).secrets.write('a', key, origin);
    const content = secretsIn(root);
    const strange = { ...content, novelty: 1, keys: { ...content.keys, b: { what: 'ever' } } };
    put(join(root, 'secrets.json'), JSON.stringify(strange));
    const { secrets, conversations } = await storeOn(root);
    expect((await conversations.load()).notices).toHaveLength(1);
    expect(await secrets.read('a')).toEqual({ kind: 'key', key, origin });
    expect(await secrets.read('b')).toEqual({ kind: 'none' });
    await secrets.write('c', key, origin);
    expect(secretsIn(root)).toMatchObject({ novelty: 1, keys: { b: { what: 'ever' } } });
    await secrets.write('b', key, origin);
    expect(await secrets.read('b')).toEqual({ kind: 'key', key, origin });
  });

  test('survives writes of many keys at once', async () => {
    const root = newRoot();
    const { secrets } = await storeOn(root);
    const names = Array.from({ length: 20 }, (_, index) => `provider-${index}`);
    await Promise.all(names.map((name) => secrets.write(name, `${key}-${name}`, origin)));
    const next = (await storeOn(root)).secrets;
    for (const name of [...names, '__proto__']) {
      const expected = names.includes(name)
        ? { kind: 'key', key: `${key}-${name}`, origin }
        : { kind: 'none' };
      expect(await next.read(name)).toEqual(expected);
    }
  });
});

describe('how well the system guards keys', () => {
  test('is strong with a keyring, weak with the built-in password, unavailable without either', async () => {
    const root = newRoot();
    const strong = await storeOn(root);
    expect(await strong.secrets.storage()).toEqual({ storage: 'strong', name: 'gnome_libsecret' });

    const weakStorage = invertingStorage();
    weakStorage.getSelectedStorageBackend = () => 'basic_text';
    const weak = await storeOn(root, { safeStorage: weakStorage });
    expect(await weak.secrets.storage()).toEqual({ storage: 'weak', name: 'basic_text' });
    expect(weakStorage.plain).toBe(false);
    await weak.secrets.write('a', key, origin);
    expect(weakStorage.plain).toBe(true);

    const noStorage = invertingStorage();
    noStorage.isAsyncEncryptionAvailable = () => Promise.resolve(false);
    const none = await storeOn(root, { safeStorage: noStorage, platform: 'darwin' });
    expect(await none.secrets.storage()).toEqual({ storage: 'unavailable', name: 'Keychain' });
  });

  test('is weak, too, where the desktop should have a keyring and Chromium falls back without a word', async () => {
    const fallback = invertingStorage();
    fallback.encryptStringAsync = (text) => Promise.resolve(Buffer.from(`v10${text}`));
    const linux = await storeOn(newRoot(), { safeStorage: fallback });
    expect(await linux.secrets.storage()).toEqual({ storage: 'weak', name: 'basic_text' });
    // On other systems the same mark stands for the system's own key.
    const mac = await storeOn(newRoot(), { safeStorage: fallback, platform: 'darwin' });
    expect((await mac.secrets.storage()).storage).toBe('strong');
    fallback.encryptStringAsync = () => Promise.reject(new Error('locked'));
    expect((await linux.secrets.storage()).storage).toBe('unavailable');
  });
});
