import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { processTable } from '../../../../src/main/tools/mcp/process/process-table.ts';
import { openRunningList } from '../../../../src/main/tools/mcp/process/running.ts';
import { scratch } from './kit.ts';
import { killAndReap, running } from './orphans.ts';

const onLinux = it.runIf(process.platform === 'linux');

function fail(error: unknown): never {
  throw error;
}

onLinux('the next start ends all that a killed Parley has left, twenty times', async () => {
  for (let round = 0; round < 5; round += 1) {
    const rounds = await Promise.all(Array.from({ length: 4 }, () => killAndReap(scratch())));
    for (const { before, orphans, left } of rounds) {
      expect(before).toBe(10);
      // One of the five ends when its input closes, but its child process does not.
      expect(orphans).toBe(9);
      expect(left).toEqual([]);
    }
  }
});

/** Writes the list that a dead Parley left behind. */
function leaveList(
  folder: string,
  process: { pid: number | null; identity: string; mark: string },
): void {
  mkdirSync(folder, { recursive: true });
  const known = { ...process, startedAt: Date.now() };
  const owner = { pid: 2 ** 22 - 1, startedAt: 0, identity: '1', mark: '' };
  const list = { boot: processTable.boot(), owner, processes: [known] };
  writeFileSync(join(folder, '4194303.json'), JSON.stringify(list));
}

onLinux('a process that merely got the number of a server is left alone', async () => {
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
    detached: true,
  });
  const { pid = 0 } = bystander;
  const folder = scratch();
  leaveList(folder, { pid, identity: '12345', mark: 'none' });
  expect(await openRunningList(folder, fail).reap()).toBe(0);
  expect(running([pid])).toEqual([pid]);
  bystander.kill('SIGKILL');
  await once(bystander, 'exit');
});

onLinux('a group without its leader is left alone if it does not bear the mark', async () => {
  const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' });
    process.stdin.on('end', () => process.exit()).resume(); console.log('up')`;
  const leader = spawn(process.execPath, ['-e', script], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PARLEY_TOOL_SERVER: 'of-another' },
  });
  await once(leader.stdout, 'data');
  leader.stdin.end();
  await once(leader, 'exit');
  const { pid = 0 } = leader;
  const folder = scratch();
  leaveList(folder, { pid, identity: 'gone', mark: 'ours' });
  expect(await openRunningList(folder, fail).reap()).toBe(0);
  leaveList(folder, { pid, identity: 'gone', mark: 'of-another' });
  expect(await openRunningList(folder, fail).reap()).toBe(1);
});

onLinux('a process whose number was not noted any more is found by its mark', async () => {
  const server = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
    detached: true,
    env: { ...process.env, PARLEY_TOOL_SERVER: 'just-started' },
  });
  const exited = once(server, 'exit');
  const folder = scratch();
  leaveList(folder, { pid: null, identity: '', mark: 'of-another' });
  expect(await openRunningList(folder, fail).reap()).toBe(0);
  leaveList(folder, { pid: null, identity: '', mark: 'just-started' });
  expect(await openRunningList(folder, fail).reap()).toBe(1);
  // A killed process loses its environment, by which it is found, before it is gone.
  expect(await exited).toEqual([null, 'SIGKILL']);
});

onLinux('the servers of a Parley that runs are left alone', async () => {
  const server = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { detached: true });
  const { pid = 0 } = server;
  const folder = scratch();
  const list = openRunningList(folder, fail);
  const noted = list.note();
  noted.started(pid);
  expect(await openRunningList(folder, fail).reap()).toBe(0);
  expect(running([pid])).toEqual([pid]);
  noted.over();
  server.kill('SIGKILL');
  await once(server, 'exit');
});
