import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifestName } from '../../../src/main/updates/manifest.ts';
import { expected } from '../../../src/shared/expected.ts';
import { noUpdateSettings } from '../../../src/shared/model/updates/update-settings.ts';
import {
  appImage,
  fileOf,
  listOf,
  manifestOf,
  play,
  playRelease,
  sends,
  type Answer,
} from './rig.ts';

const bytes = appImage(62);
const { name } = fileOf(bytes);
const day = 24 * 60 * 60 * 1000;

/** Sends a first part and then nothing. */
const stalls: Answer = (_request, response) => {
  response.write(bytes.subarray(0, 100_000));
};

test('an update is found, downloaded, paused, gone on with, checked and installed', async () => {
  const feed = await playRelease(bytes, { file: stalls });
  const { service, state, done, ended, folder, view } = play(feed);
  const { handlers } = service;
  await handlers['updates.check'](undefined);
  const offer = {
    version: '1.1.0',
    issuedAt: '2026-11-20T12:00:00.000Z',
    notes: 'Faster.\nAnd **plain**.',
    bytes: bytes.length,
  };
  expect(state()).toEqual({ kind: 'available', offer });
  expect(view().notice).toBe('available');
  void handlers['updates.download'](undefined);
  await expect.poll(() => fs.existsSync(join(folder, `${name}.part`))).toBe(true);
  await expect.poll(() => fs.statSync(join(folder, `${name}.part`)).size).toBe(100_000);
  await handlers['updates.pause'](undefined);
  await expect.poll(() => state().kind).toBe('paused');
  feed.answers.set(name, sends(bytes));
  void handlers['updates.download'](undefined);
  await expect.poll(() => state()).toEqual({ kind: 'ready', offer, problem: null });
  expect(feed.asked).toEqual([manifestName, name, `${name} bytes=100000-`]);
  expect(view().notice).toBe('ready');
  expect(done).toEqual([]);
  // Quitting without the wish to install installs nothing.
  await service.beforeExit();
  expect(done).toEqual([]);
  await handlers['updates.restart'](undefined);
  expect(ended).toEqual(['quit']);
  expect(done.map(({ kind }) => kind)).toEqual(['prepared']);
  await service.beforeExit();
  expect(done.map(({ kind }) => kind)).toEqual(['prepared', 'installed']);
  const { sha512 } = fileOf(bytes);
  const ready = { kind: 'app_image', path: join(folder, name), version: '1.1.0', sha512 };
  expect(done.every((each) => each.bytes.equals(bytes))).toBe(true);
  expect(done[1]?.ready).toEqual(ready);
});

test('what was downloaded before a restart of the program is only checked again', async () => {
  const feed = await playRelease(bytes);
  const first = play(feed);
  await first.service.handlers['updates.check'](undefined);
  await first.service.handlers['updates.download'](undefined);
  await expect.poll(() => first.state().kind).toBe('ready');
  const second = play(feed, { folder: first.folder });
  second.service.start();
  second.wake();
  await expect.poll(() => second.state().kind).toBe('ready');
  expect(feed.asked).toEqual([manifestName, name, manifestName]);
});

test('a file that changes after it was checked is not installed', async () => {
  const feed = await playRelease(bytes);
  const { service, state, folder, done, ended } = play(feed);
  await service.handlers['updates.check'](undefined);
  await service.handlers['updates.download'](undefined);
  await expect.poll(() => state().kind).toBe('ready');
  fs.writeFileSync(join(folder, name), Buffer.alloc(bytes.length));
  await service.handlers['updates.restart'](undefined);
  expect(state()).toMatchObject({ kind: 'failed', reason: { code: 'update_changed' } });
  await service.beforeExit();
  expect(done).toEqual([]);
  expect(ended).toEqual([]);
});

test('nothing is lost for an update, and an installer that fails starts the present one', async () => {
  const feed = await playRelease(bytes);
  let loses = true;
  const { service, state, ended, reported } = play(feed, {
    wouldLose: () => loses,
    installer: {
      prepare: () => Promise.resolve(),
      install: () => Promise.reject(new Error('No space left')),
      abandon: () => undefined,
    },
  });
  await service.handlers['updates.check'](undefined);
  await service.handlers['updates.download'](undefined);
  await expect.poll(() => state().kind).toBe('ready');
  const restart = async (): Promise<void> => service.handlers['updates.restart'](undefined);
  await expect(restart()).rejects.toMatchObject({ error: { code: 'temporary_would_end' } });
  expect(state().kind).toBe('ready');
  loses = false;
  await restart();
  await service.beforeExit();
  expect(ended).toEqual(['quit', 'start again']);
  expect(reported).toMatchObject([{ message: 'No space left' }]);
});

test('an installation that is not allowed leaves the update ready, and can be tried again', async () => {
  const feed = await playRelease(bytes);
  const answers = [() => Promise.reject(expected('update_dismissed', {})), () => Promise.resolve()];
  let asked = 0;
  const { service, state, view, done, ended, reported, settings } = play(feed, {
    installer: {
      prepare: () => answers[asked++]?.() ?? Promise.reject(new Error('Asked too often')),
      install: (ready) => {
        done.push({ kind: 'installed', ready, bytes });
        return Promise.resolve();
      },
      abandon: () => undefined,
    },
  });
  await service.handlers['updates.check'](undefined);
  await service.handlers['updates.download'](undefined);
  await expect.poll(() => state().kind).toBe('ready');
  await service.handlers['updates.restart'](undefined);
  expect(state()).toMatchObject({ kind: 'ready', problem: { code: 'update_dismissed' } });
  expect(view().notice).toBe('ready');
  // Whoever quits now does not install.
  await service.beforeExit();
  expect({ done, ended, reported }).toEqual({ done: [], ended: [], reported: [] });
  expect(settings().attempted).toBe('');
  // Impatience asks once.
  await Promise.all([
    service.handlers['updates.restart'](undefined),
    service.handlers['updates.restart'](undefined),
  ]);
  expect(asked).toBe(2);
  expect(ended).toEqual(['quit']);
  await service.beforeExit();
  expect(done).toMatchObject([{ kind: 'installed', ready: { version: '1.1.0' } }]);
});

test('what is skipped while the password is asked for is not installed', async () => {
  const feed = await playRelease(bytes);
  const password = Promise.withResolvers<void>();
  let isAsked = false;
  const { service, state, ended } = play(feed, {
    installer: {
      prepare() {
        isAsked = true;
        return password.promise;
      },
      install: () => Promise.reject(new Error('Installed')),
      abandon: () => ended.push('abandon'),
    },
  });
  await service.handlers['updates.check'](undefined);
  await service.handlers['updates.download'](undefined);
  await expect.poll(() => state().kind).toBe('ready');
  const restarting = service.handlers['updates.restart'](undefined);
  await expect.poll(() => isAsked).toBe(true);
  await service.handlers['updates.skip'](undefined);
  password.resolve();
  await restarting;
  await service.beforeExit();
  expect(state().kind).toBe('idle');
  expect(ended).toEqual(['abandon']);
});

test('a version that is still not there after a restart for it says so, and is ready', async () => {
  const feed = await playRelease(bytes);
  const first = play(feed);
  await first.service.handlers['updates.check'](undefined);
  await first.service.handlers['updates.download'](undefined);
  await expect.poll(() => first.state().kind).toBe('ready');
  await first.service.handlers['updates.restart'](undefined);
  const kept = first.settings();
  expect(kept.attempted).toBe('1.1.0');
  const second = play(feed, {
    folder: first.folder,
    settings: { read: () => kept, update: () => undefined },
  });
  second.service.start();
  second.wake();
  await expect
    .poll(() => second.state())
    .toMatchObject({
      kind: 'ready',
      problem: { code: 'update_not_installed', params: { version: '1.1.0' } },
    });
  await second.service.handlers['updates.restart'](undefined);
  expect(second.ended).toEqual(['quit']);
});

test('a person is asked once, and no request leaves before the answer', async () => {
  const feed = await playRelease(bytes);
  let settings = noUpdateSettings;
  const { service, view, wake, views } = play(feed, {
    settings: {
      read: () => settings,
      update: (patch) => {
        settings = { ...settings, ...patch };
      },
    },
  });
  expect(view().notice).toBeNull();
  service.start();
  wake();
  await expect.poll(() => view().notice).toBe('question');
  expect(views.length).toBe(1);
  await service.handlers['updates.setAutomatic']({ isOn: false });
  expect(view()).toMatchObject({ notice: null, isAutomatic: false });
  await expect.poll(() => (wake(), view().notice)).toBeNull();
  expect(feed.asked).toEqual([]);
  // Whoever asks, is told all the same.
  await service.handlers['updates.check'](undefined);
  expect(view().state.kind).toBe('available');
});

test('the list is read once a day, by itself', async () => {
  const feed = await playRelease(bytes, { change: { version: '1.0.0' } });
  const { service, state, wake, pass, settings } = play(feed);
  const stop = service.start();
  wake();
  await expect.poll(() => state().kind).toBe('idle');
  await expect.poll(() => settings().checkedAt).not.toBeNull();
  pass(day / 2);
  await expect.poll(() => (wake(), feed.asked.length)).toBe(1);
  pass(day);
  await expect.poll(() => (wake(), feed.asked.length)).toBe(2);
  stop();
});

test('later is another day, and a version that is skipped comes only on request', async () => {
  const feed = await playRelease(bytes);
  const { service, view, state, pass } = play(feed);
  const { handlers } = service;
  await handlers['updates.check'](undefined);
  await handlers['updates.later'](undefined);
  expect(view()).toMatchObject({ notice: null, state: { kind: 'available' } });
  pass(day);
  expect(view().notice).toBe('available');
  await handlers['updates.skip'](undefined);
  expect(state().kind).toBe('idle');
  await handlers['updates.setAutomatic']({ isOn: true });
  await expect.poll(() => feed.asked.length).toBe(2);
  await expect.poll(() => state().kind).toBe('idle');
  await handlers['updates.check'](undefined);
  expect(state().kind).toBe('available');
  // The next version is another matter.
  await handlers['updates.skip'](undefined);
  feed.answers.set(manifestName, sends(listOf(manifestOf([fileOf(bytes)], { version: '1.2.0' }))));
  await handlers['updates.setAutomatic']({ isOn: true });
  await expect.poll(() => state()).toMatchObject({ offer: { version: '1.2.0' } });
});

test.each([
  [50, 'idle'],
  [51, 'available'],
  [0, 'idle'],
] as const)('a rollout of %i percent for place 50: %s', async (rollout, kind) => {
  const feed = await playRelease(bytes, { change: { rollout } });
  const { service, state } = play(feed);
  await service.handlers['updates.check'](undefined);
  expect(state().kind).toBe(kind);
});
