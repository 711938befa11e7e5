import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startProvider } from '../../provider/provider.ts';
import { peersIn } from './peer.ts';
import { servePeer } from './serve.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const description = {
  name: 'Small 1.0',
  files: 'built',
  answers: { '/props': { model: 'any' } },
  composer: 'textarea',
  answer: 'p',
};

/** A folder with one peer, described so. */
function folderWith(described: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'peers-'));
  mkdirSync(join(folder, 'small', 'built', 'code'), { recursive: true });
  mkdirSync(join(folder, 'no-peer'));
  writeFileSync(join(folder, 'small', 'peer.json'), JSON.stringify(described));
  writeFileSync(join(folder, 'small', 'built', 'index.html'), '<p>Small</p>');
  writeFileSync(join(folder, 'small', 'built', 'code', 'main.js'), 'let small');
  return folder;
}

it('serves the page of a peer, its own answers, and the provider', async () => {
  const provider = await startProvider({ models: ['alpha'] });
  closers.push(provider.close);
  const [peer] = peersIn(folderWith(description));
  if (peer === undefined) throw new Error('No peer was found');
  const server = await servePeer(peer, provider.port);
  closers.push(server.close);
  const read = async (path: string) => {
    const response = await fetch(server.origin + path);
    return [response.headers.get('content-type'), await response.text()];
  };
  expect(await read('/')).toEqual(['text/html; charset=utf-8', '<p>Small</p>']);
  expect(await read('/code/main.js')).toEqual(['text/javascript', 'let small']);
  expect(await read('/chat/7')).toEqual(['text/html; charset=utf-8', '<p>Small</p>']);
  // Nothing beside the built page is served.
  expect(await read('/..%2fpeer.json')).toEqual(['text/html; charset=utf-8', '<p>Small</p>']);
  expect(await read('/props')).toEqual(['application/json', '{"model":"any"}']);
  expect((await read('/api/openai/v1/models'))[1]).toContain('alpha');

  provider.script({ kind: 'text', text: 'In small pieces', tokenSize: 3 });
  const answer = await fetch(`${server.origin}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'alpha', stream: true, messages: [] }),
  });
  expect(await answer.text()).toContain('[DONE]');
  expect(provider.requestsOf('stream')[0]?.text).toBe('In small pieces');
});

it('refuses a description with an unknown or a missing part', () => {
  expect(() => peersIn(folderWith({ ...description, composer: undefined }))).toThrow('composer');
  expect(() => peersIn(folderWith({ ...description, password: 'x' }))).toThrow('password');
});
