import { afterAll, beforeAll, expect, it } from 'vitest';
import { languageAccepted } from '../../../src/main/local-api/http/language.ts';
import { english, loadLanguage } from '../../../src/main/language/load-language.ts';
import { setLanguage } from '../../../src/shared/language/translate.ts';
import { errorOf, startRig, stopRig, type Rig } from './support.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(async () => {
  setLanguage(english);
  await stopRig(rig);
});

/** The message and language of a failure that the provider causes. */
async function failure(path: string, language?: string): Promise<readonly unknown[]> {
  rig.provider.next({ kind: 'error', status: 401 });
  const headers: Record<string, string> =
    language === undefined ? {} : { 'accept-language': language };
  const response = await rig.ask(path, { headers });
  const { code, message } = await errorOf(response);
  return [code, message, response.headers.get('content-language')];
}

it('tells failures in English, whatever the person speaks', async () => {
  setLanguage(await loadLanguage('en-XA'));
  const [code, message, language] = await failure('/chat?prompt=x');
  expect([code, language]).toEqual(['provider_auth', 'en']);
  expect(message).toMatch(/key/u);
  expect(await failure('/chat?prompt=x', 'tlh, *;q=0.5')).toEqual([code, message, 'en']);
});

it('tells failures in the language that a program asks for', async () => {
  const [code, message, language] = await failure('/chat?prompt=x', 'en-XA');
  expect([code, language]).toEqual(['provider_auth', 'en-XA']);
  expect(message).toMatch(/^\[.*ķééý/u);
});

it.each([
  ['', 'en'],
  ['*', 'en'],
  ['de;q=0', 'en'],
  ['en;q=0.5, en-XA', 'en-XA'],
  ['it, en-GB;q=0.9', 'en'],
  [`${'it,'.repeat(10_000)}en-XA`, 'en'],
])('takes %j for %s', (header, tag) => {
  expect(languageAccepted(header)).toBe(tag);
});
