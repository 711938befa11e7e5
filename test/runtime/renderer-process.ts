import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { CdpSession } from './cdp.ts';

/** The process group of all Chromium processes. */
let group: number | null = null;

/** Sets the process of Chromium. */
export function setBrowserProcess(pid: number | null): void {
  group = pid;
}

/** Processor time of each renderer in seconds, by pid; empty without `/proc`. */
function rendererTimes(): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  if (process.platform !== 'linux') return times;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
      if (Number(fields[2]) !== group) continue;
      if (!readFileSync(`/proc/${name}/cmdline`, 'latin1').includes('--type=renderer')) continue;
      times.set(Number(name), (Number(fields[11]) + Number(fields[12])) / 100);
    } catch {
      // It has just ended.
    }
  }
  return times;
}

async function processTime(session: CdpSession): Promise<number> {
  const { metrics } = await session.send<{
    metrics: readonly { readonly name: string; readonly value: number }[];
  }>('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? -1;
}

/** The system counts in hundredths of a second, and the two readings are not simultaneous. */
const tolerance = 0.025;
const maxTries = 20;

/**
 * The process of a page; null if unknown. Chromium's protocol does not report it, only how much
 * processor time the page's process has used. So the page uses some until only one process has that
 * amount.
 */
export async function findRendererProcess(session: CdpSession): Promise<number | null> {
  if (group === null || process.platform !== 'linux') return null;
  await session.send('Performance.enable');
  for (let tries = 0; tries < maxTries; tries += 1) {
    const time = await processTime(session);
    const near = [...rendererTimes()].filter(([, each]) => Math.abs(each - time) <= tolerance);
    if (near.length === 1) return near[0]?.[0] ?? null;
    await session.send('Runtime.evaluate', {
      expression: 'for (const end = performance.now() + 60; performance.now() < end; );',
    });
    await pause(10);
  }
  return null;
}
