import { expect, test, vi } from 'vitest';
import { inShortTasks } from '../../../src/renderer/markdown/view/formula-tasks.ts';

test('formulas that take long are set one in each task, in their order, and others meanwhile', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  const done: string[] = [];
  const all = Promise.withResolvers<void>();
  for (let at = 0; at < 5; at += 1) {
    // Formulas come from promises, and all of these belong to one task.
    await Promise.resolve();
    inShortTasks(() => {
      now += 20;
      done.push(`formula ${at}`);
      // The window has a task of its own behind each.
      setTimeout(() => {
        done.push('window');
        if (at === 4) all.resolve();
      });
    });
  }
  expect(done).toEqual(['formula 0']);
  await all.promise;
  expect(done.filter((each) => each !== 'window')).toEqual(
    [0, 1, 2, 3, 4].map((at) => `formula ${at}`),
  );
  for (let at = 1; at < 5; at += 1) {
    expect(done.slice(done.indexOf(`formula ${at - 1}`), done.indexOf(`formula ${at}`))).toContain(
      'window',
    );
  }

  // Quick ones share a task.
  await new Promise((resolve) => setTimeout(resolve));
  const quick: number[] = [];
  const together = new Promise<void>((resolve) => {
    inShortTasks(() => {
      now += 20;
    });
    for (let at = 0; at < 100; at += 1) inShortTasks(() => void quick.push(at));
    expect(quick).toEqual([]);
    setTimeout(resolve);
  });
  await together;
  expect(quick).toHaveLength(100);
  clock.mockRestore();
});
