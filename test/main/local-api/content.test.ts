import { expect, it } from 'vitest';
import { keepContent } from '../../../src/main/local-api/kept-content.ts';
import { rigForTest, type Rig } from './support.ts';

const secret = 'what-nobody-asked-to-see';

async function say(rig: Rig, prompt: string): Promise<void> {
  await (await rig.ask(`/chat?prompt=${prompt}`)).text();
}

it('nothing that is said is kept unless the person wants it', async () => {
  const rig = await rigForTest();
  await say(rig, secret);
  expect(rig.api.view().keepsContent).toBe(false);
  expect(rig.api.view().requests[0]).toMatchObject({ hasContent: false });
  expect(rig.api.content(1)).toBeNull();
  // It does not reappear when storing is turned on later.
  rig.api.keepContent(true);
  expect(rig.api.content(1)).toBeNull();
});

it('kept, it can be read by number, while it streams too, and is never in what the windows are told', async () => {
  const rig = await rigForTest();
  rig.api.keepContent(true);
  const live = rig.provider.live();
  const body = {
    system: 'Be brief.',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: secret },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(1000)}` } },
        ],
      },
    ],
  };
  const asking = rig.post('/chat', body);
  await rig.provider.waitForRequest(1);
  await live.write('The first half, ');
  const response = await asking;
  const asked = [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: `${secret}\n[image_url]` },
  ];
  await expect
    .poll(() => rig.api.content(1))
    .toEqual({ asked, answer: 'The first half, ', isCut: false });
  // Stored content is shortened; the provider receives all of it.
  expect(rig.provider.requests[0]?.body?.messages).toEqual([
    { role: 'system', content: 'Be brief.' },
    ...body.messages,
  ]);
  await live.write('the second.');
  await live.finish('stop');
  await response.text();
  expect(rig.api.content(1)).toEqual({
    asked,
    answer: 'The first half, the second.',
    isCut: false,
  });
  expect(rig.api.view().requests[0]).toMatchObject({ hasContent: true });
  expect(JSON.stringify(rig.events)).not.toContain(secret);
  expect(JSON.stringify(rig.api.view())).not.toContain(secret);
});

it('is forgotten the moment it is switched off, of requests under way too', async () => {
  const rig = await rigForTest();
  rig.api.keepContent(true);
  await say(rig, secret);
  const live = rig.provider.live();
  const asking = rig.ask('/chat?prompt=running');
  await rig.provider.waitForRequest(2);
  await live.write('Some');
  const response = await asking;
  const { requests } = rig.api.keepContent(false);
  expect(requests.map(({ hasContent }) => hasContent)).toEqual([false, false]);
  await live.write(' more');
  await live.finish('stop');
  await response.text();
  expect(rig.api.content(1)).toBeNull();
  expect(rig.api.content(2)).toBeNull();
});

it('goes with its line: no more than the fifty requests of the list are kept', async () => {
  const rig = await rigForTest();
  rig.api.keepContent(true);
  await say(rig, 'first');
  expect(rig.api.content(1)).not.toBeNull();
  for (let count = 0; count < 50; count += 1) await rig.ask('/nowhere');
  expect(rig.api.content(1)).toBeNull();
});

it('is no longer than is good to read: the last messages, the beginning of the answer', () => {
  const long = keepContent([
    { role: 'user', content: 'forgotten' },
    { role: 'assistant', content: 'x'.repeat(63_995) },
    { role: 'user', content: 'asked' },
  ]);
  expect(long.read().isCut).toBe(true);
  expect(long.read().asked.map(({ role, text }) => [role, text.length])).toEqual([
    ['assistant', 63_995],
    ['user', 5],
  ]);
  const kept = keepContent([{ role: 'user', content: 'Go on' }]);
  for (let count = 0; count < 1000; count += 1) kept.take({ kind: 'delta', text: 'y'.repeat(100) });
  expect(kept.read().answer).toHaveLength(64_000);
  expect(kept.read().isCut).toBe(true);
  const exact = keepContent([{ role: 'user', content: null }]);
  exact.take({ kind: 'delta', text: 'z'.repeat(64_000) });
  expect(exact.read()).toMatchObject({ asked: [{ role: 'user', text: '' }], isCut: false });
});

it('holds what tools are called with', () => {
  const kept = keepContent([]);
  const call = { kind: 'tool', callId: 'a', name: 'weather' } as const;
  kept.take({ kind: 'delta', text: 'Let me see.' });
  kept.take({ ...call, argumentsDelta: '{"city":' });
  kept.take({ ...call, argumentsDelta: '"Trieste"}' });
  expect(kept.read().answer).toBe('Let me see.\nweather {"city":"Trieste"}');
});
