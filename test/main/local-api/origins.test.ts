import { describe, expect, it } from 'vitest';
import { readOrigin, withOrigin } from '../../../src/main/local-api/http/origins.ts';
import { settingsPatchSchema } from '../../../src/shared/model/settings.ts';
import { errorOf, rigForTest } from './support.ts';

describe('what is typed', () => {
  it.each([
    ['https://chat.example.com', 'https://chat.example.com'],
    ['  HTTPS://Chat.Example.com:443/ ', 'https://chat.example.com'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://[::1]:80/', 'http://[::1]'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
    ['chrome-extension://ABCdef', 'chrome-extension://abcdef'],
    ['app://obsidian.md', 'app://obsidian.md'],
    ['tauri://localhost', 'tauri://localhost'],
  ])('%s becomes what a browser sends', (typed, origin) => {
    expect(readOrigin(typed)).toBe(origin);
  });

  it.each([
    ['chat.example.com', 'Begin with https:// or http://'],
    ['localhost:5173', 'Begin with'],
    ['*', 'asterisk'],
    ['https://*.example.com', 'asterisk'],
    ['null', 'Begin with'],
    ['https://', 'not an address'],
    ['https://a b', 'not an address'],
    ['https://example.com/some/page', 'Enter https://example.com instead'],
    ['https://example.com?x=1', 'Enter https://example.com instead'],
    ['https://example.com/#x', 'Enter https://example.com instead'],
    ['https://me:secret@example.com', 'Enter https://example.com instead'],
    ['app://obsidian.md/x', 'Enter app://obsidian.md instead'],
    ['file:///etc/passwd', 'No web page'],
    ['ws://example.com', 'No web page'],
    ['blob://x', 'No web page'],
  ])('%s is refused with what to do', (typed, words) => {
    expect(() => readOrigin(typed)).toThrow(words);
  });

  it('is added once, and fifty are enough', () => {
    const one = withOrigin([], 'https://a.example');
    expect(withOrigin(one, 'https://A.example/')).toEqual(one);
    const many = Array.from({ length: 50 }, (_, index) => `https://${index}.example`);
    expect(() => withOrigin(many, 'https://a.example')).toThrow('too many');
    expect(withOrigin(many, 'https://7.example')).toEqual(many);
  });

  it('cannot get past this through the other settings', () => {
    expect(settingsPatchSchema().parse({ apiOrigins: ['*'], apiPort: 7000 })).toEqual({
      apiPort: 7000,
    });
  });
});

describe('a web page', () => {
  const origin = 'https://friend.example';
  const preflight = (rig: { address: string }, from: string, path = '/v1/chat/completions') =>
    fetch(`${rig.address}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type',
      },
    });

  it('is let in from the moment it is allowed, and no longer than that; nobody else is', async () => {
    const rig = await rigForTest();
    expect((await preflight(rig, origin)).status).toBe(403);
    expect(rig.api.allowOrigin(`${origin}/`).origins).toEqual([origin]);
    expect(rig.settings.read().apiOrigins).toEqual([origin]);
    const asked = await preflight(rig, origin);
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
      vary: 'Origin',
    });
    expect(asked.headers.has('access-control-allow-credentials')).toBe(false);
    for (const other of [
      'http://friend.example',
      'https://friend.example:8443',
      'https://friend.example.evil.example',
      'https://evil.example',
      'null',
    ]) {
      const refused = await preflight(rig, other);
      expect(refused.status, other).toBe(403);
      expect(refused.headers.has('access-control-allow-origin'), other).toBe(false);
    }
    // Revoking the permission ends the answer in progress.
    const live = rig.provider.live();
    const answering = rig.ask('/chat/sse?prompt=x', { headers: { origin } });
    const other = rig.provider.live();
    await rig.provider.waitForRequest(1);
    const staying = rig.ask('/chat?prompt=y');
    await rig.provider.waitForRequest(2);
    void live.write('Begun');
    const response = await answering;
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(rig.api.forgetOrigin(origin).origins).toEqual([]);
    await rig.provider.aborted(1);
    expect(await response.text()).toContain('event: error');
    expect((await preflight(rig, origin)).status).toBe(403);
    const again = await rig.ask('/chat?prompt=x', { headers: { origin } });
    expect(await errorOf(again)).toMatchObject({ status: 403, code: 'origin_not_allowed' });
    void other.write('Unharmed.');
    void other.finish('stop');
    expect(await (await staying).text()).toBe('Unharmed.');
  });

  it('needs a token all the same', async () => {
    const rig = await rigForTest();
    rig.api.allowOrigin(origin);
    const response = await fetch(`${rig.address}/chat?prompt=x`, { headers: { origin } });
    expect(await errorOf(response)).toMatchObject({ status: 401, code: 'missing_token' });
    expect(() => rig.api.allowOrigin('*')).toThrow('asterisk');
    expect(rig.settings.read().apiOrigins).toEqual([origin]);
  });
});
