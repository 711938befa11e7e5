import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/main/providers/environment.ts';
import { createProviderList } from '../../../src/main/providers/provider-list.ts';
import { withoutProvider, withProvider } from '../../../src/main/providers/provider-settings.ts';
import { expected } from '../../../src/shared/expected.ts';
import { settingsSchema } from '../../../src/shared/model/settings.ts';
import type { Provider } from '../../../src/shared/model/providers/provider.ts';
import { memorySettings } from './memory-ports.ts';

const server = (id: string, name = id): Provider => ({
  id,
  kind: 'openai_compatible',
  name,
  baseUrl: `https://${id}.example/v1`,
});
const demo: Provider = { id: 'demo', kind: 'demo', name: 'Demo', baseUrl: '' };

function listOver(providers: readonly Provider[], variables: Record<string, string> = {}) {
  const settings = memorySettings({ providers, defaultProviderId: null });
  let changes = 0;
  const list = createProviderList(
    settings,
    { found: readEnvironment(variables), problem: null },
    () => {
      changes += 1;
    },
  );
  return { list, settings, changes: () => changes };
}

const inEnvironment = { OPENAI_BASE_URL: 'https://environment.example/v1' };

describe('createProviderList', () => {
  it('offers the environment until a server is configured; the demo is none', () => {
    expect(listOver([], inEnvironment).list.all()).toHaveLength(1);
    expect(listOver([demo], inEnvironment).list.defaultId()).toBe('environment');
    expect(listOver([server('own')], inEnvironment).list.all()).toEqual([server('own')]);
  });

  it('finds the environment although it is not offered any more', () => {
    const { list } = listOver([server('own')], inEnvironment);
    expect(list.find('environment').baseUrl).toBe('https://environment.example/v1');
    expect(list.isSaved('environment')).toBe(false);
    expect(() => list.find('other')).toThrow();
  });

  it('says why there is no environment', () => {
    const problem = expected('demo_has_no_address', {});
    const list = createProviderList(memorySettings(), { found: null, problem }, () => undefined);
    expect(() => list.find('environment')).toThrow(problem);
  });

  it('gives a second provider of one name a number', () => {
    const { list } = listOver([server('a', 'Mine'), server('b', 'Mine (2)')]);
    expect(list.freeName('Mine', null)).toBe('Mine (3)');
    expect(list.freeName('Mine', 'a')).toBe('Mine');
    expect(list.freeName('Yours', null)).toBe('Yours');
  });

  it('keeps the address that a guess turned out to be, if it is still that guess', () => {
    const guess = { ...server('a'), unprovenAddress: 'https://a.example' };
    const { list, settings } = listOver([guess]);
    list.prove({ ...guess, unprovenAddress: 'https://earlier.example' }, 'https://a.example/api');
    expect(settings.read().providers).toMatchObject([guess]);
    list.prove(guess, 'https://a.example/api');
    expect(settings.read().providers).toEqual([
      { ...server('a'), baseUrl: 'https://a.example/api' },
    ]);
  });

  it('changes the environment in memory only, and the others in the settings', () => {
    const { list, settings } = listOver([demo], inEnvironment);
    const refusing = (each: Provider): Provider => ({ ...each, refusesStreamOptions: true });
    list.change('environment', refusing);
    expect(list.find('environment').refusesStreamOptions).toBe(true);
    expect(settings.read().providers).toEqual([demo]);
    list.change('demo', refusing);
    expect(settings.read().providers[0]?.refusesStreamOptions).toBe(true);
  });

  it('tells of a proven address that is in no settings', () => {
    const { list, changes } = listOver([], inEnvironment);
    list.prove(list.find('environment'), 'https://environment.example/api');
    expect(list.find('environment').baseUrl).toBe('https://environment.example/api');
    expect(changes()).toBe(1);
  });
});

describe('the default provider', () => {
  const empty = settingsSchema.parse({});

  it('is the first one that comes', () => {
    const one = withProvider(empty, server('a'));
    expect(one.defaultProviderId).toBe('a');
    expect(withProvider(one, server('b')).defaultProviderId).toBe('a');
    expect(withProvider(empty, demo).defaultModel).not.toBeNull();
  });

  it('is the next one when it is deleted', () => {
    const two = withProvider(withProvider(empty, server('a')), server('b'));
    expect(withoutProvider(two, 'b').defaultProviderId).toBe('a');
    expect(withoutProvider(two, 'a').defaultProviderId).toBe('b');
    expect(withoutProvider(withoutProvider(two, 'a'), 'b').defaultProviderId).toBeNull();
  });
});
