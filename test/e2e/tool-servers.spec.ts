import { existsSync, readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { names } from './names.ts';
import { answered, ask, controls, test } from './parley.ts';
import { launchWithServer } from './tool-server.ts';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Reads the process ids that a stubborn server wrote to its file. */
function processesIn(file: string): readonly number[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);
}

test('a server runs for a call, and what a killed Parley leaves of it ends at the next start', async ({
  provider,
}, info) => {
  const file = info.outputPath('pids');
  const server = { id: 'stubborn', name: 'Stubborn', program: 'hostile.ts' };
  const parley = await launchWithServer(provider, { ...server, arguments: ['stubborn', file] });
  const { page } = parley;
  provider.next({
    kind: 'text',
    text: 'I will.',
    toolCalls: [{ id: 'call_1', name: 'Stubborn__work', arguments: '{}' }],
  });
  provider.script({ kind: 'text', text: 'That was all.' });
  await ask(page, 'Work!');
  await page.getByRole('button', { name: names.allowOnce }).click();
  await answered(page);
  await expect(controls(page).answers.last()).toContainText('That was all.');
  const pids = processesIn(file);
  expect(pids.filter(isRunning)).toHaveLength(2);

  await parley.kill();
  expect(pids.filter(isRunning)).toHaveLength(2);
  const again = await parley.relaunch();
  await expect.poll(() => pids.filter(isRunning), { timeout: 15_000 }).toEqual([]);
  await again.close();
});

test('the seconds of a running call go on through a reload', async ({ provider }) => {
  const parley = await launchWithServer(provider, {
    id: 'silent',
    name: 'Silent',
    program: 'hostile.ts',
    arguments: ['silent'],
  });
  const { page } = parley;
  provider.script({
    kind: 'text',
    text: 'I will.',
    toolCalls: [{ id: 'call_1', name: 'Silent__work', arguments: '{}' }],
  });
  await ask(page, 'Work!');
  await page.getByRole('button', { name: names.allowOnce }).click();
  const line = controls(page).answers.last().getByRole('group', { name: 'work on Silent' });
  const seconds = async (): Promise<number> =>
    Number(/(\d+) s/.exec(await line.innerText())?.[1] ?? 0);
  await expect.poll(seconds).toBeGreaterThanOrEqual(3);
  await page.reload();
  await expect(line).toHaveAttribute('data-state', 'running');
  const atOnce = await seconds();
  expect(atOnce).toBeGreaterThanOrEqual(3);
  await page.keyboard.press('Escape');
  await answered(page, 'stopped');
  await parley.close();
});
