import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { workOf } from '../bench/processes.ts';
import { ask, controls } from './parley.ts';
import { test } from './shared-app.ts';

/** An event of Chromium's tracing. */
interface TraceEvent {
  readonly name: string;
}

/** How often each of these has happened on the page's threads within a while. */
async function counted(page: Page, forMs: number): Promise<Readonly<Record<string, number>>> {
  const session = await page.context().newCDPSession(page);
  const counts = { TimerFire: 0, FireAnimationFrame: 0, Layout: 0, Paint: 0 };
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const { name } of value as unknown as readonly TraceEvent[]) {
      if (name in counts) counts[name as keyof typeof counts] += 1;
    }
  });
  const complete = new Promise<void>((resolve) =>
    session.on('Tracing.tracingComplete', () => resolve()),
  );
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'] },
  });
  await pause(forMs);
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return counts;
}

test('an idle window wakes nobody, and one that waits for its first word hardly anybody', async ({
  parley,
  provider,
}) => {
  const { page, app } = parley;
  const still = page.locator('html[data-still]');
  await controls(page).composer.focus();
  await still.waitFor({ state: 'attached' });
  const { pid = 0 } = app.process();
  const before = workOf([pid]).sleeps;
  const idle = await counted(page, 3000);
  // The time beside a conversation is told every 20 seconds.
  expect(idle['TimerFire']).toBeLessThanOrEqual(1);
  expect(idle).toMatchObject({ FireAnimationFrame: 0, Layout: 0, Paint: 0 });
  // Threads of main, on Linux; a timer that draws would wake it 60 times a second.
  expect(workOf([pid]).sleeps - before).toBeLessThan(60);

  const live = provider.live();
  await ask(page, 'Nothing comes');
  // The caret blinks again.
  await expect(still).toHaveCount(0);
  await page.locator('[data-status="streaming"]').waitFor();
  // What Enter has started is over.
  await pause(2000);
  const waiting = await counted(page, 3000);
  expect(waiting['FireAnimationFrame']).toBe(0);
  // One for each second.
  expect(waiting['TimerFire']).toBeLessThanOrEqual(4);
  expect(waiting['Layout']).toBeLessThanOrEqual(4);

  await live.write('Here it is.');
  await live.finish();
  await page.locator('[data-status="complete"]', { hasText: 'Here it is.' }).waitFor();
});
