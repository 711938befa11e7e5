import { describe, expect, it } from 'vitest';
import { openRaw, statusOf, type RawSocket } from './raw.ts';
import { rigForTest } from './support.ts';

describe('connections', () => {
  it('closes the connection that has been silent longest for one more', async () => {
    const small = await rigForTest({ limits: { connections: 3 } });
    const ask = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const open = async (): Promise<RawSocket> => {
      const raw = openRaw(small.port);
      await new Promise((resolve) => void raw.socket.once('connect', resolve));
      return raw;
    };
    const live = small.provider.live();
    const answered = await open();
    answered.send(
      `GET /chat?prompt=x HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${small.token}\r\n\r\n`,
    );
    await small.provider.waitForRequest(1);
    const first = await open();
    const second = await open();
    // A request makes its connection the more recent one.
    first.send(ask);
    await expect.poll(() => statusOf(first.received())).toBe(200);
    const newcomer = await open();
    newcomer.send(ask);
    await expect.poll(() => statusOf(newcomer.received())).toBe(200);
    expect(await second.closed).toBe('');
    void live.write('Fine.');
    await expect.poll(() => answered.received()).toContain('Fine.');
    void live.finish('stop');
    for (const { socket } of [answered, first, newcomer]) socket.destroy();
  });

  it('is there for others while one program holds 1,100 connections', async () => {
    const flooded = await rigForTest();
    const held = Array.from({ length: 1100 }, () => openRaw(flooded.port));
    await Promise.all(
      held.map(({ socket }) => new Promise((resolve) => void socket.once('connect', resolve))),
    );
    // A request that has only started is not a request yet.
    for (const { send } of held) send('GET /hea');
    for (let round = 0; round < 3; round += 1) {
      expect((await flooded.ask('/health')).status).toBe(200);
      expect((await flooded.ask('/v1/models')).status).toBe(200);
    }
    const oldest = held.slice(0, 1100 - 1024);
    expect(await Promise.all(oldest.map(({ closed }) => closed))).toEqual(oldest.map(() => ''));
    for (const { socket } of held) socket.destroy();
  });
});
