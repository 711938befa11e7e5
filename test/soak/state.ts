import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { CDPSession } from '@playwright/test';
import type { Parley } from '../e2e/launch.ts';
import { treeOf } from '../bench/processes.ts';

/**
 * Everything that the app holds at a moment. Each figure may only grow with the data that the
 * person keeps.
 */
export interface Held {
  readonly 'heap of the page': number;
  readonly 'heap of main': number;
  /**
   * The same without compiled code, which grows for hours as V8 finds one more function worth
   * optimising, and is bounded by the size of the program.
   */
  readonly 'heap of main without code': number;
  /** Memory of buffers, outside of V8's heap. */
  readonly 'buffers of main': number;
  readonly 'listeners of the page': number;
  readonly 'nodes in documents': number;
  /** Nodes that are in no document and that something still holds. */
  readonly 'detached nodes': number;
  readonly 'files of main': number;
  readonly processes: number;
  readonly windows: number;
}

/** A moment of the run, after so many rounds. */
export interface Look {
  readonly round: number;
  readonly held: Held;
}

type MemoryOfMain = Pick<Held, 'heap of main' | 'heap of main without code' | 'buffers of main'>;

/** The memory of main after collections, in bytes. */
function memoryOfMain({ app }: Parley): Promise<MemoryOfMain> {
  return app.evaluate(async (electron) => {
    // The notes that the stand-in takes for tests are not the app's.
    const { desktopCalls } = electron.app as { desktopCalls?: unknown[] };
    desktopCalls?.splice(0);
    const { getHeapSpaceStatistics, setFlagsFromString } = process.getBuiltinModule('v8');
    const { runInNewContext } = process.getBuiltinModule('vm');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    let heap = Number.POSITIVE_INFINITY;
    // A collected object may let go of others, in a task of its own.
    for (let round = 0; round < 10; round += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 100));
      collect();
      const { heapUsed } = process.memoryUsage();
      if (round > 2 && heap - heapUsed < 10_000) break;
      heap = heapUsed;
    }
    const { heapUsed, external } = process.memoryUsage();
    const code = getHeapSpaceStatistics()
      .filter(({ space_name: name }) => /^(?:code|trusted)_/.test(name))
      .reduce((sum, { space_used_size: size }) => sum + size, 0);
    return {
      'heap of main': heapUsed,
      'heap of main without code': heapUsed - code,
      'buffers of main': external,
    };
  });
}

/** The nodes of the page's documents, with those that Chromium adds, such as inside text fields. */
async function nodesInDocuments(session: CDPSession): Promise<number> {
  const { documents } = await session.send('DOMSnapshot.captureSnapshot', { computedStyles: [] });
  return documents.reduce((sum, { nodes }) => sum + (nodes.nodeType?.length ?? 0), 0);
}

/** Looks at the app after collections. Linux only. */
export async function lookAt(parley: Parley, session: CDPSession): Promise<Held> {
  const pid = parley.app.process().pid ?? 0;
  const main = await memoryOfMain(parley);
  // The second one collects what the first has released in Chromium's own heap.
  for (let round = 0; round < 4; round += 1) {
    await session.send('HeapProfiler.collectGarbage');
    await parley.page.waitForTimeout(100);
  }
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (wanted: string): number =>
    metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const attached = await nodesInDocuments(session);
  return {
    'heap of the page': metric('JSHeapUsedSize'),
    ...main,
    'listeners of the page': metric('JSEventListeners'),
    'nodes in documents': attached,
    'detached nodes': Math.max(0, metric('Nodes') - attached),
    'files of main': readdirSync(`/proc/${String(pid)}/fd`).length,
    processes: treeOf(pid).length,
    windows: parley.app.windows().length,
  };
}

/**
 * The kinds of the app's processes, with their numbers: Chromium's types, and the names of other
 * programs.
 */
export function kindsOf({ app }: Parley): string {
  const kinds = new Map<string, number>();
  for (const pid of treeOf(app.process().pid ?? 0)) {
    let line: string;
    try {
      line = readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8');
    } catch {
      // It has just ended.
      continue;
    }
    const [, type] = /--type=([\w-]+)/.exec(line) ?? [];
    const kind = type ?? basename(line.split('\0')[0] ?? '');
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, count]) => `${String(count)} ${kind}`).join(', ');
}

/**
 * The detached nodes that Chromium keeps by itself: up to a thousand steps of undo of text fields,
 * with a node each. A bare page with a text area comes to 1,017, by three for each round.
 */
const undoneNodes = 1020;

/**
 * How much each figure has grown, as a share of its earlier value. Detached nodes beyond Chromium's
 * own count as a share of all nodes.
 */
export function growth(before: Held, after: Held): readonly (readonly [keyof Held, number])[] {
  const names = Object.keys(before) as (keyof Held)[];
  return names.map((name) => {
    if (name !== 'detached nodes') return [name, after[name] / before[name] - 1];
    const more = after[name] - Math.max(before[name], undoneNodes);
    return [name, Math.max(0, more) / (before[name] + before['nodes in documents'])];
  });
}

/** The growth in a hundred rounds, by the line that is nearest to all looks. */
export function slope(looks: readonly Look[], name: keyof Held): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const round = mean(looks.map((look) => look.round));
  const value = mean(looks.map(({ held }) => held[name]));
  const across = looks.map((look) => (look.round - round) * (look.held[name] - value));
  const along = looks.map((look) => (look.round - round) ** 2);
  return (100 * mean(across)) / mean(along);
}
