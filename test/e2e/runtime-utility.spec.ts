import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { appPath, closeFixture, launchFixture } from './fixture.ts';

const script = join(appPath, 'utility.mjs');

test.afterEach(closeFixture);

test('a utility process gets its options and every message, also those before it listens', async () => {
  const { app } = await launchFixture();
  const found = await app.evaluate(({ utilityProcess }, path) => {
    const child = utilityProcess.fork(path, ['one'], {
      env: { PARLEY_TEST: 'yes' },
      execArgv: ['--max-old-space-size=77'],
      stdio: 'ignore',
    });
    const before = child.pid;
    child.postMessage(new Uint8Array([1, 2]), []);
    child.postMessage(new Map([['a', 1n]]), []);
    return new Promise<Record<string, unknown>>((resolve) => {
      const messages: Record<string, unknown>[] = [];
      let spawned: number | undefined;
      child.on('spawn', () => (spawned = child.pid));
      child.on('message', (message: Record<string, unknown>) => {
        messages.push(message);
        if (messages.length < 2) return;
        child.kill();
      });
      child.on('exit', (code) => {
        const [first, second] = messages;
        resolve({
          before: before ?? null,
          spawned: typeof spawned,
          after: child.pid ?? null,
          killedAgain: child.kill(),
          bytes: first?.['data'] instanceof Uint8Array && [...first['data']],
          map: second?.['data'] instanceof Map && second['data'].get('a') === 1n,
          type: first?.['type'],
          args: first?.['args'],
          ports: first?.['ports'],
          environment: Object.keys(first?.['environment'] as object),
          flags: first?.['flags'],
          code,
          streams: [child.stdout, child.stderr],
        });
      });
    });
  }, script);
  expect(found).toEqual({
    before: null,
    spawned: 'number',
    after: null,
    killedAgain: false,
    bytes: [1, 2],
    map: true,
    type: 'utility',
    args: ['one'],
    ports: 0,
    environment: ['PARLEY_TEST'],
    flags: expect.arrayContaining(['--max-old-space-size=77']),
    code: 15,
    streams: [null, null],
  });
});

test('a utility process tells how it ended: its code, a signal in the middle of its work, a full heap', async () => {
  const { app } = await launchFixture();
  const ended = (message: string, kill: boolean) =>
    app.evaluate(
      ({ utilityProcess }, [path, said, isKilled]) => {
        const options = { execArgv: ['--max-old-space-size=60'], stdio: 'ignore' };
        const child = utilityProcess.fork(path, [], options);
        const errors: string[] = [];
        child.on('error', (type) => errors.push(type));
        child.on('spawn', () => {
          child.postMessage(said, []);
          if (isKilled) setTimeout(() => child.kill(), 1000);
        });
        return new Promise<object>((resolve) => {
          child.on('exit', (code) => resolve({ code, errors }));
        });
      },
      [script, message, kill] as const,
    );
  expect(await ended('exit', false)).toEqual({ code: 7, errors: [] });
  expect(await ended('hang', true)).toEqual({ code: 15, errors: [] });
  expect(await ended('heap', false)).toEqual({ code: 6, errors: ['FatalError'] });
});

test('the memory of a utility process is among the metrics, by its name and pid, while it runs', async () => {
  const { app } = await launchFixture();
  const found = await app.evaluate(({ app: electronApp, utilityProcess }, path) => {
    const child = utilityProcess.fork(path, [], { serviceName: 'Reader', stdio: 'ignore' });
    const metric = (pid: number | undefined) =>
      electronApp.getAppMetrics().find((each) => each.pid === pid);
    return new Promise<Record<string, unknown>>((resolve) => {
      let pid: number | undefined;
      let small = 0;
      child.on('spawn', () => {
        ({ pid } = child);
        small = metric(pid)?.memory.workingSetSize ?? 0;
        child.postMessage('memory', []);
      });
      child.on('message', () => {
        const large = metric(pid);
        child.once('exit', () => {
          resolve({
            name: large?.name,
            type: large?.type,
            grew: (large?.memory.workingSetSize ?? 0) - small > 150 * 1024,
            main: metric(process.pid)?.type,
            gone: metric(pid) === undefined,
          });
        });
        child.kill();
      });
    });
  }, script);
  expect(found).toEqual({
    name: 'Reader',
    type: 'Utility',
    grew: true,
    main: 'Browser',
    gone: true,
  });
});
