import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createToolSecrets } from '../../../src/main/tools/secrets.ts';
import { invertingStorage, newRoot, storeOn } from '../store/support.ts';
import { serverOf } from './rig.ts';

const canary = 'canary-refresh-4711';
const at = (url: string) => serverOf('s', { transport: { kind: 'http', url } });

describe('the vault of a server', () => {
  it('keeps a sign-in across restarts, encrypted and for one address only', async () => {
    const root = newRoot();
    const open = async () => createToolSecrets((await storeOn(root)).secrets, () => false);
    const text = JSON.stringify({ tokens: canary, version: 1 });
    await (await open()).vaultOf(at('https://a.example/mcp')).write(text);
    expect(readFileSync(join(root, 'secrets.json'), 'utf8')).not.toContain('canary');

    const secrets = await open();
    expect(await secrets.vaultOf(at('https://a.example/mcp')).read()).toBe(text);
    for (const url of ['https://b.example/mcp', 'https://a.example/other', 'http://a.example/mcp'])
      expect(await secrets.vaultOf(at(url)).read()).toBe(null);
  });

  it('is deleted with its server', async () => {
    const { secrets: store } = await storeOn(newRoot());
    const secrets = createToolSecrets(store, () => false);
    const vault = secrets.vaultOf(at('https://a.example/mcp'));
    await vault.write('x');
    await secrets.remove('s');
    expect(await vault.read()).toBe(null);
    await vault.write('y');
    await vault.remove();
    expect(await vault.read()).toBe(null);
  });

  it('holds nothing where the system cannot encrypt', async () => {
    const safeStorage = {
      ...invertingStorage(),
      isAsyncEncryptionAvailable: () => Promise.resolve(false),
    };
    const { secrets: store } = await storeOn(newRoot(), { safeStorage });
    const vault = createToolSecrets(store, () => false).vaultOf(at('https://a.example/mcp'));
    await expect(vault.write('x')).rejects.toMatchObject({ error: { code: 'no_encryption' } });
    expect(await vault.read()).toBe(null);
  });
});
