import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chooseRuntime } from '../../scripts/runtime.ts';
import { launchParley } from '../e2e/launch.ts';
import { controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import { memory, type Figure } from './figures.ts';

/** How long the windows may become idle before their memory is read (ms). */
const settled = 8000;

/** The parent of each process, by pid. */
function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
      found.set(Number(name), Number(fields[1]));
    } catch {
      // It has just ended.
    }
  }
  return found;
}

/** The memory of a process and of all that it started, with what they share counted once, in bytes. */
function memoryOfTree(root: number): number {
  const all = parents();
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || isOurs(all.get(pid)));
  let sum = 0;
  for (const pid of all.keys()) {
    if (!isOurs(pid)) continue;
    try {
      const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'latin1');
      sum += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
    } catch {
      // It has just ended.
    }
  }
  return sum;
}

/** The memory of Parley after its start, with or without quick ask, and with how many windows. */
async function start(root: string, provider: Provider, quickAsk: boolean) {
  const parley = await launchParley({
    appPath: root,
    prepare: (userData) => seedSettings(userData, provider, { quickAsk }),
  });
  await controls(parley.page).composer.waitFor();
  await pause(settled);
  const windows = parley.app.windows().length;
  const bytes = memoryOfTree(parley.app.process().pid ?? 0);
  await parley.close();
  return { bytes, windows };
}

/** What the quick window costs while it waits, hidden, on Linux. */
export async function measureQuick(root: string): Promise<readonly Figure[]> {
  await chooseRuntime();
  const provider = await startProvider();
  try {
    const off = await start(root, provider, false);
    const on = await start(root, provider, true);
    if (off.windows !== 1 || on.windows !== 2) throw new Error('The quick window is not as set.');
    return [
      {
        what: 'memory of the quick window, hidden (PSS)',
        readings: [memory('memory of the quick window', on.bytes - off.bytes)],
        budget: '≤ 80 MB',
        floor: '0 while quick ask is off: there is no window',
      },
    ];
  } finally {
    await provider.close();
  }
}
