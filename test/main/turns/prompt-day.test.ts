import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { program } from '../tools/rig.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const evening = new Date(2026, 10, 29, 23, 58);
const nextDay = new Date(2026, 10, 30, 0, 3);

async function rig(instructions: string) {
  const parley = await program();
  parley.provider.script({ kind: 'text', text: 'Yes.' });
  const { id } = await parley.conversations.create((empty) => ({
    ...empty,
    assistant: { id: 'a', name: 'A', icon: '', instructions, starters: [] },
  }));
  /** The messages of a request as they were sent. */
  const messagesOf = async (number: number): Promise<readonly unknown[]> => {
    const { body } = await parley.provider.waitForRequest(number);
    return body?.['messages'] as readonly unknown[];
  };
  const ask = (of: string, text: string) => parley.ask(of, text);
  return { ...parley, ask, id, messagesOf };
}

test('a day in instructions stays the same for a conversation, past midnight and after a restart', async () => {
  const { ask, id, messagesOf, root, provider, conversations } = await rig('Today is {{date}}.');
  vi.setSystemTime(evening);
  await ask(id, 'First?');
  vi.setSystemTime(nextDay);
  await ask(id, 'Second?');
  const again = await program({ root, provider });
  await again.ask(id, 'Third?');
  const [first, second, third] = await Promise.all([1, 2, 3].map(messagesOf));
  expect(first?.[0]).toEqual({ role: 'system', content: 'Today is 2026-11-29.' });
  // What was sent is the beginning of what is sent next, byte for byte.
  expect(JSON.stringify(second?.slice(0, first?.length))).toBe(JSON.stringify(first));
  expect(JSON.stringify(third?.slice(0, second?.length))).toBe(JSON.stringify(second));
  // Another conversation begins on its own day.
  const { id: other } = await conversations.create((empty) => ({
    ...empty,
    systemPrompt: 'It is {{ Date }}; \\{{date}} and {{topic}} stay.',
  }));
  await ask(other, 'Fourth?');
  expect((await messagesOf(4))[0]).toMatchObject({
    content: 'It is 2026-11-30; {{date}} and {{topic}} stay.',
  });
});

test('instructions without a day fix none, also if they come to have one later', async () => {
  const { ask, id, messagesOf, conversations } = await rig('Be kind.');
  vi.setSystemTime(evening);
  await ask(id, 'First?');
  expect((await conversations.get(id)).promptDay).toBeUndefined();
  vi.setSystemTime(nextDay);
  await conversations.change(id, (before) => ({ ...before, systemPrompt: '{{date}}' }));
  await ask(id, 'Second?');
  expect((await messagesOf(2))[0]).toMatchObject({ content: '2026-11-30' });
});

test('a day that another assistant’s answer needed is that of the conversation, too', async () => {
  const { ask, id, messagesOf, conversations, turns } = await rig('Be kind.');
  vi.setSystemTime(evening);
  const answer = await ask(id, 'First?');
  const assistant = { id: 'b', name: 'B', icon: '', instructions: 'On {{date}}.', starters: [] };
  const again = async (): Promise<void> => {
    await turns.regenerate(id, answer.id, { by: { assistant } });
    await turns.whenIdle(id);
  };
  await again();
  vi.setSystemTime(nextDay);
  await again();
  expect((await messagesOf(2))[0]).toMatchObject({ content: 'On 2026-11-29.' });
  expect((await messagesOf(3))[0]).toEqual((await messagesOf(2))[0]);
  expect((await conversations.get(id)).assistant?.id).toBe('a');
});
