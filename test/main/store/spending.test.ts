import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nodeFileSystem, type FileSystem } from '../../../src/main/disk/file-system.ts';
import { systemTimers } from '../../../src/main/disk/timers.ts';
import { openSpending } from '../../../src/main/store/spending.ts';
import { monthOf, spentOn, type Spending } from '../../../src/shared/model/spending/ledger.ts';

const at = Date.UTC(2026, 10, 15, 12);
const month = '2026-11';
const usage = { promptTokens: 100, completionTokens: 20 };
const request = (more: Partial<Spending> = {}): Spending => ({
  at,
  purpose: 'answer',
  providerId: 'p',
  model: 'm',
  usage,
  ...more,
});

function setUp(files: FileSystem = nodeFileSystem) {
  const root = mkdtempSync(join(tmpdir(), 'parley-spending-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'spending');
  const reported: unknown[] = [];
  const open = (with_: FileSystem = files) =>
    openSpending(with_, folder, systemTimers, (error) => reported.push(error));
  return { folder, path: join(folder, `${month}.jsonl`), open, reported };
}

test('a month is a private file of lines, without a word of what was said', async () => {
  const { path, open } = setUp();
  const file = open();
  const all = [
    request(),
    request({ assistantId: 'a', usage: { ...usage, cachedTokens: 50, costUsd: 0.1 } }),
    request({ purpose: 'title', usage: null }),
  ];
  for (const each of all) file.add(each);
  file.add(request({ at: Date.UTC(2026, 9, 15) }));
  await file.flush();
  expect(readFileSync(path, 'utf8').trim().split(/\n+/u)).toEqual([
    '{"v":1,"at":"2026-11-15T12:00:00.000Z","for":"answer","provider":"p","model":"m","prompt":100,"completion":20}',
    '{"v":1,"at":"2026-11-15T12:00:00.000Z","for":"answer","provider":"p","model":"m","assistant":"a","prompt":100,"completion":20,"cached":50,"cost":0.1}',
    '{"v":1,"at":"2026-11-15T12:00:00.000Z","for":"title","provider":"p","model":"m"}',
  ]);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await file.ofMonth(month)).toEqual(all);
  expect(await open().ofMonth(month)).toEqual(all);
  expect(await file.ofMonth('2026-10')).toHaveLength(1);
  expect(await file.ofMonth('2026-09')).toEqual([]);
  expect(await open().months()).toEqual(['2026-10', '2026-11']);
});

test('two processes write one file, and each counts what the other has spent', async () => {
  const { open } = setUp();
  const [one, other] = [open(), open()];
  for (let count = 0; count < 20; count += 1) {
    one.add(request({ model: 'one' }));
    other.add(request({ model: 'other' }));
    expect((await one.ofMonth(month)).length).toBeGreaterThan(count);
  }
  await Promise.all([one.flush(), other.flush()]);
  expect(await one.ofMonth(month)).toHaveLength(40);
  expect(await other.ofMonth(month)).toHaveLength(40);
});

test('a process that is killed loses nothing that was recorded, and the others go on', async () => {
  const { folder, open } = setUp();
  const script = join(import.meta.dirname, 'spend-forever.ts');
  const spender = spawn(process.execPath, [script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let recorded = 0;
  const file = open();
  spender.stdout.setEncoding('utf8').on('data', (text: string) => {
    recorded = Number(text.trimEnd().split('\n').at(-1));
    if (recorded < 100) return;
    file.add(request({ model: 'other' }));
    spender.kill('SIGKILL');
  });
  await once(spender, 'close');
  const requests = await file.ofMonth(month);
  const ofModel = (model: string): number => requests.filter((each) => each.model === model).length;
  expect(ofModel('m')).toBeGreaterThanOrEqual(recorded);
  expect(ofModel('other')).toBeGreaterThan(0);
  expect(ofModel('')).toBeLessThanOrEqual(1);
});

test('half a line that another process has left spoils no line but itself', async () => {
  const { path, open } = setUp();
  const [one, other] = [open(), open()];
  for (const each of [one, other]) {
    each.add(request());
    await each.flush();
  }
  appendFileSync(path, '{"v":1,"at":"2026-11');
  other.add(request({ model: 'last' }));
  expect((await one.ofMonth(month)).map(({ usage: own, model }) => own && model)).toEqual([
    'm',
    'm',
    null,
    'last',
  ]);
});

test('half a line, a damaged and a newer one are requests of unknown cost, and stay in the file', async () => {
  const { folder, path, open } = setUp();
  mkdirSync(folder);
  const odd =
    '{"v":2,"at":"2026-11-15T12:00:00.000Z","price":"later"}\nnonsense\n{"v":1,"at":"2026-11';
  appendFileSync(path, odd);
  const file = open();
  file.add(request());
  const requests = await file.ofMonth(month);
  expect(requests).toHaveLength(4);
  const prices = { m: { prompt: 1, completion: 1, from: { kind: 'person' } } } as const;
  expect(spentOn(requests, prices)).toMatchObject({ counted: 1, unknown: 3 });
  expect(readFileSync(path, 'utf8').startsWith(odd)).toBe(true);
});

test('what a full disk refuses counts all the same, and is written later', async () => {
  let isFull = true;
  const files: FileSystem = {
    ...nodeFileSystem,
    open: (path, flags, mode) =>
      isFull && flags === 'a'
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : nodeFileSystem.open(path, flags, mode),
  };
  const { open, reported } = setUp(files);
  const file = open();
  file.add(request());
  expect(await file.ofMonth(month)).toHaveLength(1);
  expect(reported).toHaveLength(1);
  isFull = false;
  file.add(request());
  await file.flush();
  expect(await open(nodeFileSystem).ofMonth(month)).toHaveLength(2);
});

test('a long month is read in slices, so that main gets to do anything else', async () => {
  const { folder, path, open } = setUp();
  mkdirSync(folder);
  const line = '{"v":1,"at":"2026-11-15T12:00:00.000Z","for":"api","provider":"p","model":"m"}\n';
  appendFileSync(path, line.repeat(20_000));
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  expect(await open().ofMonth(month)).toHaveLength(20_000);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(3);
});

test('a file that cannot be read is a request of unknown cost', async () => {
  const { path, open, reported } = setUp();
  mkdirSync(path, { recursive: true });
  expect(await open().ofMonth(month)).toMatchObject([{ usage: null }]);
  expect(reported).toHaveLength(1);
});

test('a month is one of this computer’s calendar', () => {
  expect(monthOf(new Date(2026, 0, 1).getTime())).toBe('2026-01');
  expect(monthOf(new Date(2026, 11, 31, 23, 59).getTime())).toBe('2026-12');
});
