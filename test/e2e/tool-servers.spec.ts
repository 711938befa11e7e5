import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchParley } from './launch.ts';
import { names } from './names.ts';
import { answered, ask, controls, seedSettings, test } from './parley.ts';

const hostileServers = join(import.meta.dirname, '../main/tools/mcp/servers/hostile.ts');

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
  const parley = await launchParley({
    prepare: (userData) => {
      seedSettings(userData, provider, { tools: { on: ['stubborn'], off: [] } });
      const server = {
        id: 'stubborn',
        name: 'Stubborn',
        isEnabled: true,
        transport: {
          kind: 'stdio',
          command: process.execPath,
          arguments: [hostileServers, 'stubborn', file],
          folder: '',
        },
        fields: [],
      };
      writeFileSync(
        join(userData, 'tools.json'),
        JSON.stringify({ version: 1, servers: [server], permissions: [], allowedHosts: [] }),
      );
    },
  });
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
