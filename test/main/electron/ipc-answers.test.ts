import { deafClient } from '../as-client.ts';
import { expect, test } from 'vitest';
import {
  createAnswerer,
  isPaths,
  isTrusted,
  type SenderFrame,
} from '../../../src/main/electron/ipc-answers.ts';
import type { Handlers } from '../../../src/shared/contract/handlers.ts';
import { expected } from '../../../src/shared/expected.ts';

const ownPage: SenderFrame = { url: 'app://parley/', parent: null };

/** Main with a few handlers; only those meant to be reached do something. */
function createMain(some: Partial<Handlers>) {
  const reported: unknown[] = [];
  const answerer = createAnswerer(
    async () => some as Handlers,
    (error) => reported.push(error),
  );
  const answer = (sender: SenderFrame, name: unknown, payload: unknown) =>
    answerer.answer(sender, deafClient, name, payload);
  return { answer, reported };
}

/** Counts uses of the clipboard. */
function createClipboard() {
  const copied: string[] = [];
  return { copied, handlers: { 'app.copy': ({ text }) => void copied.push(text) } } satisfies {
    copied: string[];
    handlers: Partial<Handlers>;
  };
}

test('our own page in the top frame is answered', async () => {
  const { copied, handlers } = createClipboard();
  const { answer } = createMain(handlers);
  expect(await answer(ownPage, 'app.copy', { text: 'x' })).toEqual({ ok: true, value: undefined });
  expect(copied).toEqual(['x']);
});

const strangers: readonly SenderFrame[] = [
  null,
  { url: 'app://parley/', parent: {} },
  { url: 'app://parley/sandbox/preview.html', parent: null },
  { url: 'app://parley.evil/', parent: null },
  { url: 'https://parley.example/', parent: null },
  { url: 'about:blank', parent: null },
];

test.each(strangers)('nobody else is: %o', async (sender) => {
  const { copied, handlers } = createClipboard();
  const { answer } = createMain(handlers);
  const answered = await answer(sender, 'app.copy', { text: 'x' });
  expect(answered).toMatchObject({ ok: false, error: { kind: 'invalid' } });
  expect(copied).toEqual([]);
  expect(isTrusted(sender)).toBe(false);
});

test('who is trusted is settled when the message comes, whatever the frame is later', async () => {
  const { copied, handlers } = createClipboard();
  const { answer } = createMain(handlers);
  const frame = { url: 'https://parley.example/', parent: null };
  const answering = answer(frame, 'app.copy', { text: 'x' });
  frame.url = 'app://parley/';
  expect(await answering).toMatchObject({ ok: false });
  expect(copied).toEqual([]);
});

test.each([
  ['app.copy', undefined],
  ['app.copy', { text: 7 }],
  ['app.copy', { text: 'x', html: {} }],
  ['app.copi', { text: 'x' }],
  ['toString', undefined],
  ['__proto__', undefined],
  ['constructor', undefined],
  [7, undefined],
  [undefined, undefined],
  [['app.copy'], { text: 'x' }],
])('what is no command of the contract reaches no handler: %o %o', async (name, payload) => {
  const { copied, handlers } = createClipboard();
  const { answer, reported } = createMain(handlers);
  expect(await answer(ownPage, name, payload)).toMatchObject({
    ok: false,
    error: { kind: 'invalid' },
  });
  expect(copied).toEqual([]);
  expect(reported).toEqual([]);
});

test('a command that comes before the handlers are there waits for them', async () => {
  const { copied, handlers } = createClipboard();
  const later = Promise.withResolvers<Handlers>();
  const { answer } = createAnswerer(
    () => later.promise,
    () => undefined,
  );
  const answering = answer(ownPage, deafClient, 'app.copy', { text: 'x' });
  expect(await Promise.race([answering, Promise.resolve('waits')])).toBe('waits');
  expect(copied).toEqual([]);
  later.resolve(handlers as unknown as Handlers);
  expect(await answering).toEqual({ ok: true, value: undefined });
  expect(copied).toEqual(['x']);
});

test('where the handlers cannot be loaded, commands fail as others do', async () => {
  const fault = new Error('a chunk is gone');
  const reported: unknown[] = [];
  const { answer } = createAnswerer(
    () => Promise.reject(fault),
    (error) => reported.push(error),
  );
  expect(await answer(ownPage, deafClient, 'app.copy', { text: 'x' })).toMatchObject({
    ok: false,
    error: { kind: 'internal' },
  });
  expect(reported).toEqual([fault]);
});

test('a handler gets what its schema made of the payload', async () => {
  const given: unknown[] = [];
  const { answer } = createMain({ 'app.openLink': (input) => void given.push(input) });
  await answer(ownPage, 'app.openLink', { url: 'https://x.example/', more: 'not ours' });
  expect(given).toEqual([{ url: 'https://x.example/' }]);
});

test('expected failures are data; others are told without what they say, and reported', async () => {
  const secret = new Error('sk-secret is wrong');
  const { answer, reported } = createMain({
    'storage.retry': () => {
      throw expected('port_taken', { port: 4141 });
    },
    'app.drawn': () => {
      throw secret;
    },
    'app.notices': () => Promise.reject(secret),
  });
  expect(await answer(ownPage, 'storage.retry', undefined)).toEqual({
    ok: false,
    error: { code: 'port_taken', params: { port: 4141 }, kind: 'invalid', retryable: false },
  });
  expect(reported).toEqual([]);
  for (const name of ['app.drawn', 'app.notices']) {
    const answered = await answer(ownPage, name, undefined);
    expect(answered).toMatchObject({ ok: false, error: { kind: 'internal' } });
    expect(JSON.stringify(answered)).not.toContain('secret');
  }
  expect(reported).toEqual([secret, secret]);
});

test.each([
  [['/home/me/a.txt'], true],
  [[], true],
  [[''], false],
  [[7], false],
  ['/home/me/a.txt', false],
  [Array.from({ length: 101 }, () => '/a'), false],
  [['x'.repeat(32_769)], false],
  [undefined, false],
])('dropped paths are checked: %o', (paths, isTaken) => {
  expect(isPaths(paths)).toBe(isTaken);
});
