import type { CDPSession } from '@playwright/test';
import type { Parley } from '../e2e/launch.ts';
import { treeOf, workOf, type Work } from './processes.ts';

/** The work of the page's main thread so far: times in ms, and a count. */
export interface PageWork {
  readonly task: number;
  readonly script: number;
  readonly layout: number;
  readonly style: number;
  readonly layouts: number;
}

/** Measures the work of a page so far, in a session that has `Performance` enabled. */
export async function pageWork(session: CDPSession): Promise<PageWork> {
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (wanted: string): number =>
    metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    task: value('TaskDuration') * 1000,
    script: value('ScriptDuration') * 1000,
    layout: value('LayoutDuration') * 1000,
    style: value('RecalcStyleDuration') * 1000,
    layouts: value('LayoutCount'),
  };
}

/** The work of a window and its processes so far. */
export interface Spent {
  readonly page: PageWork;
  readonly main: Work;
  readonly all: Work;
}

/** Measures the work so far. */
export async function spentBy({ app }: Parley, session: CDPSession): Promise<Spent> {
  const root = app.process().pid ?? 0;
  return {
    page: await pageWork(session),
    main: workOf([root]),
    all: workOf(treeOf(root)),
  };
}

/** Opens a session that measures processor time of the page. */
export async function sessionOf({ page }: Parley): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** The heap of the page after a collection (bytes). */
export async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}
