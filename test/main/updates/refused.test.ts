import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { feedTimes } from '../../../src/main/updates/feed.ts';
import { manifestName } from '../../../src/main/updates/manifest.ts';
import { publicKeyOf, signManifest } from '../../../src/main/updates/signature.ts';
import { sentenceOf } from '../../../src/shared/words/error-words.ts';
import {
  appImage,
  fileOf,
  key,
  listOf,
  manifestOf,
  newKey,
  play,
  playFeed,
  playRelease,
  sends,
  type Answer,
  type PlayedFeed,
} from './rig.ts';

const bytes = appImage(62);
const good = manifestOf([fileOf(bytes)]);

function tampered(): Buffer {
  const changed = Buffer.from(bytes);
  changed[200_000] = 0;
  return changed;
}

const hangs: Answer = (_request, response) => void response.write('{');
const endless: Answer = (_request, response) => {
  const more = (): void => {
    while (response.write(Buffer.alloc(65_536, ' ')));
    response.once('drain', more);
  };
  more();
};
const elsewhere: Answer = (_request, response) =>
  void response.writeHead(302, { location: 'https://elsewhere.example/x' }).end();
const list = (answer: Answer) => ({ list: answer });
const file = (answer: Answer) => ({ file: answer });
const otherFile = (other: Buffer) => ({
  list: sends(listOf(manifestOf([fileOf(other)]))),
  file: sends(other),
});

/** A list whose signature is of something else. */
function signedOtherwise(): string {
  const { signatures } = signManifest({ ...good, notes: 'Other' }, [key]);
  return JSON.stringify({ ...signManifest(good, [key]), signatures });
}

test.each([
  [
    'a byte of the list is changed',
    list(sends(listOf(good).replace('Faster', 'Faxter'))),
    'update_signature_wrong',
  ],
  ['the signature is of another list', list(sends(signedOtherwise())), 'update_signature_wrong'],
  ['there is no signature', list(sends(listOf(good, []))), 'update_unsigned'],
  [
    'the key is an old or a foreign one',
    list(sends(listOf(good, [newKey()]))),
    'update_key_unknown',
  ],
  ['the version is older', { change: { version: '0.9.9' } }, 'update_older'],
  [
    'there is nothing for this machine',
    list(sends(listOf(manifestOf([fileOf(bytes, { machine: 'arm64' })])))),
    'update_lacks_system',
  ],
  ['the list is no list', list(sends('<html>Not found</html>')), 'update_unreadable'],
  [
    'the list has fields of another kind',
    list(sends(listOf({ ...good, version: '1.1.0 ; rm' }))),
    'update_unreadable',
  ],
  [
    'a file would be elsewhere',
    list(sends(listOf(manifestOf([fileOf(bytes, { name: '../x' })])))),
    'update_unreadable',
  ],
  ['the list is empty', list(sends('')), 'update_empty'],
  ['the list never ends', list(endless), 'update_too_long'],
  ['the list is silent', list(hangs), 'update_slow'],
  ['the list is at another server', list(elsewhere), 'update_redirected'],
  [
    'the list is cut off',
    list((request, response) => void response.write('{', () => request.destroy())),
    'update_unreachable',
  ],
  [
    'the server refuses',
    list((_request, response) => void response.writeHead(503).end()),
    'update_status',
  ],
  ['a byte of the file is changed', file(sends(tampered())), 'update_changed'],
  ['the file is for another machine', otherFile(appImage(183)), 'update_wrong_machine'],
  ['the file is no program', otherFile(Buffer.from('#!/bin/sh\nrm -rf /\n')), 'update_other_kind'],
  ['the file ends too early', file(sends(bytes.subarray(0, 1000))), 'update_truncated'],
  ['the file is empty', file(sends('')), 'update_empty'],
  ['the file never ends', file(endless), 'update_too_long'],
  ['the file is silent', file(hangs), 'update_slow'],
  ['the file is at another server', file(elsewhere), 'update_redirected'],
  [
    'the file is not there',
    file((_request, response) => void response.writeHead(404).end()),
    'update_status',
  ],
] as const)('%s: refused with its own sentence, and nothing runs', async (_what, played, code) => {
  const feed = await playRelease(bytes, played);
  const { service, state, done, ended, folder } = play(feed, {
    times: code === 'update_slow' ? { listMs: 1000, silenceMs: 300 } : feedTimes,
  });
  await service.handlers['updates.check'](undefined);
  if (state().kind === 'available') {
    await service.handlers['updates.download'](undefined);
    await expect.poll(() => state().kind).toBe('failed');
  }
  const failed = state();
  expect(failed).toMatchObject({ kind: 'failed', reason: { code } });
  if (failed.kind === 'failed') expect(sentenceOf(failed.reason)).not.toMatch(/\{|undefined/);
  await service.handlers['updates.restart'](undefined);
  await service.beforeExit();
  expect(done).toEqual([]);
  expect(ended).toEqual([]);
  // Nothing is left that could be taken for an update.
  const left = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  expect(left.filter((name) => !name.endsWith('.part'))).toEqual([]);
});

test('a list that was there before a newer one is refused, even by the same key', async () => {
  const feed = await playRelease(bytes);
  const { service, state } = play(feed);
  await service.handlers['updates.check'](undefined);
  expect(state().kind).toBe('available');
  const before = manifestOf([fileOf(bytes)], { issuedAt: '2026-11-19T12:00:00.000Z' });
  feed.answers.set(manifestName, sends(listOf(before)));
  await service.handlers['updates.check'](undefined);
  expect(state()).toMatchObject({ kind: 'failed', reason: { code: 'update_withdrawn' } });
});

test('a list that two keys have signed is taken by who knows one of them', async () => {
  const next = newKey();
  const feed = await playRelease(bytes, list(sends(listOf(good, [key, next]))));
  for (const known of [key, next]) {
    const { service, state } = play(feed, {
      feed: { url: feed.url, keys: [publicKeyOf(newKey()), publicKeyOf(known)] },
    });
    await service.handlers['updates.check'](undefined);
    expect(state().kind).toBe('available');
  }
});

test('a redirect within the server is followed, and no more than three', async () => {
  const moved: Answer = (request, response) =>
    void response.writeHead(302, { location: `${request.url}x` }).end();
  const ask = async (names: readonly string[]): Promise<PlayedFeed> =>
    playFeed({
      ...Object.fromEntries(names.slice(0, -1).map((name) => [name, moved])),
      [names.at(-1) ?? '']: sends(listOf(good)),
    });
  const three = await ask(['', 'x', 'xx', 'xxx'].map((end) => `${manifestName}${end}`));
  const near = play(three);
  await near.service.handlers['updates.check'](undefined);
  expect(near.state().kind).toBe('available');
  const four = await ask(['', 'x', 'xx', 'xxx', 'xxxx'].map((end) => `${manifestName}${end}`));
  const far = play(four);
  await far.service.handlers['updates.check'](undefined);
  expect(far.state()).toMatchObject({ reason: { code: 'update_redirected' } });
});
