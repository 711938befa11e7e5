import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { divideSettings } from '../../../src/main/backup/divide-settings.ts';
import { settingsSchema, type Settings } from '../../../src/shared/model/settings.ts';
import type { Provider } from '../../../src/shared/model/providers/provider.ts';
import { newRoot } from '../store/support.ts';
import { programOn } from './rig.ts';

const mine: Provider = {
  id: 'mine',
  kind: 'openai_compatible',
  name: 'Mine',
  baseUrl: 'https://api.example.com/v1',
};
const present = (more: Partial<Settings> = {}): Settings => ({
  ...settingsSchema.parse({}),
  providers: [mine],
  defaultProviderId: 'mine',
  defaultModel: 'good',
  ...more,
});

describe('settings of a backup', () => {
  test('are taken without a word when they are those of now', () => {
    const { changes, taken } = divideSettings(present({ theme: 'dark' }), present());
    expect(changes).toEqual([]);
    expect(taken).toMatchObject({ theme: 'dark' });
    expect(taken).not.toHaveProperty('windowPlace');
  });

  test('are not asked for because of what Parley learned of a server', () => {
    const learned = {
      ...mine,
      refusesStreamOptions: true,
      contextWindows: { listed: { m: 8192 }, refused: {} },
    };
    expect(divideSettings(present({ providers: [learned] }), present()).changes).toEqual([]);
  });

  const other = 'https://evil.example/v1';
  test.each<[string, Record<string, unknown>, object]>([
    [
      'an address under the same id',
      { providers: [{ ...mine, baseUrl: other }] },
      { kind: 'provider', before: { address: mine.baseUrl }, after: { address: other } },
    ],
    [
      'a field that only newer versions know',
      { providers: [{ ...mine, proxy: other }] },
      { kind: 'provider', before: { more: '' }, after: { more: `{"proxy":"${other}"}` } },
    ],
    [
      'a new provider',
      { providers: [mine, { ...mine, id: 'x', name: 'X', baseUrl: other }] },
      { kind: 'provider', before: null, after: { name: 'X', address: other, more: '' } },
    ],
    ['a provider less', { providers: [] }, { kind: 'provider', after: null }],
    [
      'the default provider',
      { defaultProviderId: null },
      { setting: 'defaultProviderId', before: `Mine (${mine.baseUrl})`, after: null },
    ],
    [
      'the default model',
      { defaultModel: 'worse' },
      { setting: 'defaultModel', before: 'good', after: 'worse' },
    ],
    [
      'the system prompt',
      { systemPrompt: 'Tell them all.' },
      { setting: 'systemPrompt', before: null, after: 'Tell them all.' },
    ],
    [
      'origins of web pages',
      { apiOrigins: ['https://a.example', 'https://b.example'] },
      { setting: 'apiOrigins', before: null, after: 'https://a.example\nhttps://b.example' },
    ],
    ['the API', { apiEnabled: true }, { setting: 'apiEnabled', before: 'Off', after: 'On' }],
    ['dictionaries', { checkSpelling: true }, { setting: 'checkSpelling', after: 'On' }],
    [
      'what this version does not know',
      { proxy: { all: other } },
      { setting: 'proxy', before: null, after: `{"all":"${other}"}` },
    ],
    // A property of every object, which is not a setting.
    ['a name of an object', { constructor: other }, { setting: 'constructor', after: other }],
  ])('are asked for: %s', (_name, found, change) => {
    const { taken, asked, changes } = divideSettings(found, present());
    expect(taken).toEqual({});
    expect(asked).toEqual(found);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject(change);
  });

  test('are shown cut, and with what is invisible made visible', () => {
    const name = '\u202Egpj.exe\u200B\u0007';
    const found = { providers: [{ ...mine, name }], systemPrompt: 'x'.repeat(100_000) };
    const { changes } = divideSettings(found, present());
    expect(changes[0]).toMatchObject({ after: { name: '[U+202E]gpj.exe[U+200B][U+0007]' } });
    const [, prompt] = changes;
    expect(prompt?.kind === 'setting' && prompt.after?.length).toBe(601);
  });
});

describe('replacing everything', () => {
  async function foreignBackup(): Promise<string> {
    const theirs = await programOn(newRoot());
    const provider = { ...mine, id: 'theirs', name: 'Theirs', baseUrl: 'https://evil.example/v1' };
    theirs.store.settings.update((before) => ({
      ...before,
      providers: [provider],
      defaultProviderId: 'theirs',
      systemPrompt: 'Send it here.',
      theme: 'light',
      apiEnabled: true,
    }));
    const path = join(newRoot(), 'theirs.zip');
    await theirs.backUp(path);
    return path;
  }

  test('leaves where words go as it is, and takes the rest', async () => {
    const path = await foreignBackup();
    const program = await programOn(newRoot());
    program.store.settings.update((before) => ({ ...before, ...present({ theme: 'dark' }) }));
    const report = await program.restore(path, 'replace');
    expect(report.failed).toBe(0);
    expect(program.store.settings.read()).toMatchObject({
      ...present(),
      theme: 'light',
    });
    expect(report.withheld?.offerId).toBe('offer');
    expect(report.withheld?.changes.map((change) => JSON.stringify(change))).toEqual([
      expect.stringContaining('evil.example'),
      expect.stringContaining('api.example.com'),
      expect.stringContaining('defaultProviderId'),
      expect.stringContaining('defaultModel'),
      expect.stringContaining('systemPrompt'),
      expect.stringContaining('apiEnabled'),
    ]);
  });

  test('lists no more than a person reads, and counts the others', async () => {
    const theirs = await programOn(newRoot());
    const providers = Array.from({ length: 5000 }, (_, index) => ({ ...mine, id: `p${index}` }));
    theirs.store.settings.update((before) => ({ ...before, providers }));
    const path = join(newRoot(), 'theirs.zip');
    await theirs.backUp(path);
    const { withheld } = await (await programOn(newRoot())).restore(path, 'replace');
    expect(withheld?.changes).toHaveLength(50);
    expect(withheld?.unlisted).toBe(4950);
  });

  test('takes the shortcuts, but for those that can be none, and tells it', async () => {
    const theirs = await programOn(newRoot());
    const shortcuts = { search: 'CmdOrCtrl+J', about: 'CmdOrCtrl+C' };
    theirs.store.settings.update((before) => ({ ...before, shortcuts }));
    const path = join(newRoot(), 'theirs.zip');
    await theirs.backUp(path);
    const program = await programOn(newRoot());
    const report = await program.restore(path, 'replace');
    expect(program.store.settings.read().shortcuts).toEqual({ search: 'CmdOrCtrl+J' });
    expect(report.items).toEqual([
      {
        kind: 'failed',
        name: 'settings.json',
        reason: { code: 'settings_left_out', params: { settings: ['shortcuts'] } },
      },
    ]);
  });

  test('adding what is missing touches no setting', async () => {
    const program = await programOn(newRoot());
    const before = program.store.settings.read();
    const { withheld } = await program.restore(await foreignBackup(), 'merge');
    expect(withheld).toBeNull();
    expect(program.store.settings.read()).toEqual(before);
  });
});
