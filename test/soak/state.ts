import { readdirSync } from 'node:fs';
import type { CDPSession } from '@playwright/test';
import type { Parley } from '../e2e/launch.ts';
import { treeOf } from '../bench/processes.ts';

/** What the app holds at a moment; each may only grow with what the person keeps. */
export interface Held {
  readonly 'heap of the page': number;
  readonly 'heap of main': number;
  readonly 'listeners of the page': number;
  readonly 'nodes of the page': number;
  readonly 'files of main': number;
  readonly processes: number;
  readonly windows: number;
}

/** The heap of main after collections, in bytes. */
function heapOfMain({ app }: Parley): Promise<number> {
  return app.evaluate(async () => {
    const { setFlagsFromString } = process.getBuiltinModule('v8');
    const { runInNewContext } = process.getBuiltinModule('vm');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    for (let round = 0; round < 3; round += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return process.memoryUsage().heapUsed;
  });
}

/** Looks at the app after collections. Linux only. */
export async function lookAt(parley: Parley, session: CDPSession): Promise<Held> {
  const pid = parley.app.process().pid ?? 0;
  const main = await heapOfMain(parley);
  // The second one collects what the first has released in Chromium's own heap.
  for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (wanted: string): number =>
    metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    'heap of the page': metric('JSHeapUsedSize'),
    'heap of main': main,
    'listeners of the page': metric('JSEventListeners'),
    'nodes of the page': metric('Nodes'),
    'files of main': readdirSync(`/proc/${String(pid)}/fd`).length,
    processes: treeOf(pid).length,
    windows: parley.app.windows().length,
  };
}

/** How much each has grown, in parts of what it was. */
export function growth(before: Held, after: Held): readonly (readonly [keyof Held, number])[] {
  const names = Object.keys(before) as (keyof Held)[];
  return names.map((name) => [name, after[name] / before[name] - 1]);
}
