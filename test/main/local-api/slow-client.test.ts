import { expect, it } from 'vitest';
import type { ApiRequest } from '../../../src/shared/model/api.ts';
import type { Behaviour } from '../../provider/behaviour.ts';
import { openRaw } from './raw.ts';
import { rigForTest, type Rig } from './support.ts';

/** An answer of some 100 MB, sent as fast as it is read. */
const endless: Behaviour = {
  kind: 'steps',
  steps: function* (make) {
    const text = 'word '.repeat(400);
    for (let count = 0; count < 50_000; count += 1) yield make.text(text);
  },
};

/** The most recent request, once it has ended. */
async function ended(rig: Rig): Promise<ApiRequest> {
  const newest = () => rig.api.view().requests[0];
  await expect.poll(() => newest()?.durationMs ?? null, { timeout: 50_000 }).not.toBeNull();
  const request = newest();
  if (request === undefined) throw new Error('Nothing was asked.');
  return request;
}

/** Requests an answer and reads none of it. */
function askAndSleep(rig: Rig, path: string) {
  const raw = openRaw(rig.port);
  raw.socket.pause();
  raw.send(
    `GET ${path}?prompt=x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${rig.token}\r\n\r\n`,
  );
  return raw;
}

it.each(['/chat', '/chat/sse'])(
  'a client that never reads %s holds back the provider, and nothing grows',
  async (path) => {
    const rig = await rigForTest();
    rig.provider.script(endless);
    const { socket } = askAndSleep(rig, path);
    const request = await rig.provider.waitForRequest(1);
    // The provider waits for room: its output fills buffers of limited size.
    await rig.provider.until(() => request.stalls > 0);
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = request.bytesWritten === before;
          before = request.bytesWritten;
          return isStill;
        },
        { interval: 100, timeout: 10_000 },
      )
      .toBe(true);
    expect(request.bytesWritten).toBeLessThan(24 * 1024 * 1024);
    expect(request.ending).toBeNull();
    socket.destroy();
    await rig.provider.aborted(1);
    expect(rig.reported).toEqual([]);
  },
);

it('lets go of a client that takes nothing for too long', async () => {
  const rig = await rigForTest({ limits: { stallMs: 300 } });
  rig.provider.script(endless);
  const { closed, socket } = askAndSleep(rig, '/chat');
  await rig.provider.aborted(1);
  socket.resume();
  await closed;
  await expect.poll(() => rig.api.view().requests[0]?.outcome).toEqual({ kind: 'aborted' });
});

it('keeps a client that reads slowly, and gives it every byte', async () => {
  const rig = await rigForTest({ limits: { stallMs: 300 } });
  const text = 'All of this has to arrive. '.repeat(500_000);
  rig.provider.script({ kind: 'text', text, tokenSize: 20_000 });
  const { socket, closed, received } = askAndSleep(rig, '/chat');
  const reading = setInterval(() => {
    socket.resume();
    setTimeout(() => socket.pause(), 2);
  }, 80);
  const { outcome } = await ended(rig);
  expect(outcome).toEqual({ kind: 'complete' });
  expect(rig.provider.requestsOf('stream')[0]?.stalls).toBeGreaterThan(1);
  await expect.poll(() => received().endsWith('\r\n0\r\n\r\n'), { timeout: 15_000 }).toBe(true);
  clearInterval(reading);
  socket.destroy();
  const answer = await closed;
  const words = answer.slice(answer.indexOf('\r\n\r\n') + 4).replace(/\r\n[0-9a-f]+\r\n/g, '');
  expect(words.length).toBeGreaterThanOrEqual(text.length);
});

it('waits for a client longer than for a silent provider', async () => {
  // The idle timeout is for the provider and must react to its silence only.
  const rig = await rigForTest();
  rig.settings.update((before) => ({ ...before, idleTimeoutSeconds: 5 }));
  const live = rig.provider.live();
  const { socket, received } = askAndSleep(rig, '/chat');
  const request = await rig.provider.waitForRequest(1);
  // Writes until no room is left for longer than that timeout, however much the system buffers.
  const word = 'word '.repeat(20_000);
  let isWaiting = false;
  while (!isWaiting) {
    isWaiting = await Promise.race([
      live.write(word).then(() => false),
      new Promise<boolean>((resolve) => {
        setTimeout(resolve, 5600, true);
      }),
    ]);
  }
  expect(request.ending).toBeNull();
  socket.resume();
  void live.finish();
  await expect.poll(() => received().endsWith('\r\n0\r\n\r\n'), { timeout: 15_000 }).toBe(true);
  socket.destroy();
  expect(received()).not.toContain('"error"');
}, 30_000);

it.each(['/chat', '/chat/sse', '/v1/chat/completions'])(
  'a client of %s that goes away before the first word stops the provider',
  async (path) => {
    const rig = await rigForTest();
    rig.provider.live();
    const controller = new AbortController();
    const messages = [{ role: 'user', content: 'x' }];
    const body = path.startsWith('/v1') ? { model: 'scripted/m', messages } : { messages };
    const asked = rig.post(path, body, { signal: controller.signal });
    await rig.provider.waitForRequest(1);
    controller.abort();
    await expect(asked).rejects.toThrow('abort');
    await rig.provider.aborted(1);
    await expect.poll(() => rig.api.view().requests[0]?.outcome).toEqual({ kind: 'aborted' });
    expect(rig.reported).toEqual([]);
  },
);

it('says that it lives while the provider thinks, and keeps its place in the right status', async () => {
  const rig = await rigForTest({ limits: { heartbeatMs: 50 } });
  const live = rig.provider.live();
  const response = await rig.ask('/chat/sse?prompt=x');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('\n\n: ')) text += (await reader?.read())?.value ?? '';
  expect(text.replaceAll(': still there\n\n', '')).toBe('');
  void live.write('At last.');
  void live.finish('stop');
  for (;;) {
    const next = await reader?.read();
    if (next?.done !== false) break;
    text += next.value;
  }
  expect(text).toContain('data: {"content":"At last."}');
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
});

it('breaks plain text off where it failed, with the reason as its last line', async () => {
  const rig = await rigForTest();
  rig.provider.next({
    kind: 'steps',
    steps: (make) => [make.text('Half an ans'), { kind: 'end', how: 'reset' }],
  });
  const raw = openRaw(rig.port);
  raw.send(
    `GET /chat?prompt=x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${rig.token}\r\n\r\n`,
  );
  const answer = await raw.closed;
  expect(answer).toContain('Half an ans');
  expect(answer).toContain('"code":"provider_unreachable"');
  expect(answer.endsWith('\r\n0\r\n\r\n')).toBe(false);
});
