import { existsSync, readFileSync, rmSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Behaviour } from '../provider/behaviour.ts';
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

test('the seconds of a running call go on through a reload, and a kill interrupts it for good', async ({
  provider,
}, info) => {
  // The server writes each call that it gets to this file.
  const got = info.outputPath('call');
  const parley = await launchWithServer(provider, {
    id: 'silent',
    name: 'Silent',
    program: 'hostile.ts',
    arguments: ['silent', got],
  });
  const { page } = parley;
  const work = (id: string): Behaviour => ({
    kind: 'text',
    text: 'I will.',
    toolCalls: [{ id, name: 'Silent__work', arguments: '{}' }],
  });
  provider.next(work('call_1'));
  await ask(page, 'Work!');
  await page.getByRole('button', { name: names.allowOnce }).click();
  const lineOn = (on: Page): Locator =>
    controls(on).answers.last().getByRole('group', { name: 'work on Silent' });
  const line = lineOn(page);
  const seconds = async (): Promise<number> =>
    Number(/(\d+) s/.exec(await line.innerText())?.[1] ?? 0);
  await expect.poll(seconds).toBeGreaterThanOrEqual(3);
  await page.reload();
  await expect(line).toHaveAttribute('data-state', 'running');
  const atOnce = await seconds();
  expect(atOnce).toBeGreaterThanOrEqual(3);

  await expect.poll(() => existsSync(got)).toBe(true);
  await parley.kill();
  rmSync(got);
  const again = await parley.relaunch();
  await controls(again.page)
    .conversations.getByRole('button', { name: /^Work!/ })
    .first()
    .click();
  await expect(lineOn(again.page)).toHaveAttribute('data-state', 'interrupted');
  const before = provider.requests.length;
  provider.next({ kind: 'text', text: 'It was cut off.' });
  await ask(again.page, 'What came of it?');
  await expect(await answered(again.page)).toContainText('It was cut off.');
  const { body } = await provider.waitForRequest(before + 1);
  expect(JSON.stringify(body)).toContain('Whether it took effect is not known.');
  expect(existsSync(got)).toBe(false);

  provider.next(work('call_2'));
  await ask(again.page, 'Once more!');
  await again.page.getByRole('button', { name: names.allowOnce }).click();
  await expect(lineOn(again.page)).toHaveAttribute('data-state', 'running');
  await again.page.keyboard.press('Escape');
  await answered(again.page, 'stopped');
  await again.close();
});
