import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { createFileLocks } from '../../../src/main/disk/file-lock.ts';
import { nodeFileSystem, type FileSystem } from '../../../src/main/disk/file-system.ts';
import { systemTimers } from '../../../src/main/disk/timers.ts';
import { attackedFiles } from '../store/attacked-files.ts';
import { manualTime } from '../store/manual-time.ts';
import { newRoot } from '../store/support.ts';

test('a lock that changes hands while it is looked at is not taken away', async () => {
  const root = newRoot();
  const lock = join(root, '.a.json.lock');
  const others = `${hostname()}:${process.ppid}:abc`;
  fs.symlinkSync(others, lock);
  let looks = 0;
  const files: FileSystem = {
    ...nodeFileSystem,
    async facts(path) {
      looks += 1;
      if (path !== lock || looks > 1) return nodeFileSystem.facts(path);
      // Its owner is done, and takes it again for its next write.
      fs.unlinkSync(lock);
      const missing = await Promise.allSettled([nodeFileSystem.facts(path)]);
      fs.symlinkSync(others, lock);
      const [{ status }] = missing;
      expect(status).toBe('rejected');
      throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    },
  };
  const held = createFileLocks(files, systemTimers, Date.now).hold(join(root, 'a.json'), () =>
    Promise.resolve('later'),
  );
  await vi.waitFor(() => expect(looks).toBeGreaterThan(2));
  expect(fs.readlinkSync(lock)).toBe(others);
  fs.unlinkSync(lock);
  expect(await held).toBe('later');
});

describe('where links cannot be made, a lock', () => {
  const noLinks = () =>
    attackedFiles(({ name }) =>
      name === 'makeLink' ? { kind: 'error', code: 'EPERM' } : { kind: 'works' },
    );

  test('is a file with the name of its owner, gone when the work is done', async () => {
    const root = newRoot();
    const files = noLinks();
    const locks = createFileLocks(files, manualTime(), Date.now);
    const path = join(root, 'a.json');
    await locks.hold(path, async () => {
      const [host, pid] = fs.readFileSync(join(root, '.a.json.lock'), 'utf8').split(':');
      expect([host, pid]).toEqual([hostname(), String(process.pid)]);
      await Promise.resolve();
    });
    expect(fs.readdirSync(root)).toEqual([]);
  });

  test('that a dead process left holds nobody up; one of a living process is waited for', async () => {
    const root = newRoot();
    const dead = spawn(process.execPath, ['-e', '0']);
    await new Promise((resolve) => dead.once('exit', resolve));
    const lock = join(root, '.a.json.lock');
    fs.writeFileSync(lock, `${hostname()}:${dead.pid}:abc`);
    const locks = createFileLocks(noLinks(), systemTimers, Date.now);
    expect(await locks.hold(join(root, 'a.json'), () => Promise.resolve('held'))).toBe('held');
    fs.writeFileSync(lock, `${hostname()}:${process.ppid}:abc`);
    const held = locks.hold(join(root, 'a.json'), () => Promise.resolve('later'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(fs.existsSync(lock)).toBe(true);
    fs.unlinkSync(lock);
    expect(await held).toBe('later');
  });

  test('that cannot be written leaves nothing', async () => {
    const root = newRoot();
    const files = attackedFiles(({ name }) => {
      if (name === 'makeLink') return { kind: 'error', code: 'EPERM' };
      return name === 'write' ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' };
    });
    const locks = createFileLocks(files, manualTime(), Date.now);
    const work = locks.hold(join(root, 'a.json'), () => Promise.resolve());
    await expect(work).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(fs.readdirSync(root)).toEqual([]);
  });
});
