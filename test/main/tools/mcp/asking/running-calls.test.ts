import { expect, it } from 'vitest';
import { createRunningCalls } from '../../../../../src/main/tools/mcp/asking/running-calls.ts';

it('a request belongs to the call within which it is made, and to all calls otherwise', async () => {
  const calls = createRunningCalls();
  expect(calls.asking()).toEqual({ conversationId: null, ended: null });
  const held = Promise.withResolvers<void>();
  const other = Promise.withResolvers<void>();
  const one = calls.run('one', async () => {
    await held.promise;
    return calls.asking().conversationId;
  });
  expect(calls.asking().conversationId).toBe('one');
  const two = calls.run('two', () => other.promise);
  const both = calls.asking();
  expect(both.conversationId).toBeNull();
  held.resolve();
  expect(await one).toBe('one');
  expect(both.ended?.aborted).toBe(false);
  other.resolve();
  await two;
  expect(both.ended?.aborted).toBe(true);
});

it('a failed call has ended as well', async () => {
  const calls = createRunningCalls();
  const failing = calls.run('one', () => Promise.reject(new Error('failed')));
  const { ended } = calls.asking();
  await expect(failing).rejects.toThrow('failed');
  expect(ended?.aborted).toBe(true);
  expect(calls.asking().ended).toBeNull();
});
