import { describe, expect, it, vi } from 'vitest';
import { PortTaken } from '../../../src/main/local-api/http/listen.ts';
import type { ApiServer } from '../../../src/main/local-api/http/server.ts';
import { createListener } from '../../../src/main/local-api/listener.ts';

interface Started {
  readonly wanted: number;
  isOpen: boolean;
}

/** A listener over servers that only record calls. `takenPorts` are refused as the system would. */
function rig(wanted: number | null) {
  const started: Started[] = [];
  const takenPorts = new Set<number>();
  const stillTaken: number[] = [];
  const failures: unknown[] = [];
  const world = { wanted };
  /** 0: a port chosen by the server. */
  let moveBy = 0;
  const listener = createListener({
    wantedPort: () => world.wanted,
    start(port) {
      if (takenPorts.has(port)) return Promise.reject(new PortTaken(port, null));
      const one: Started = { wanted: port, isOpen: true };
      started.push(one);
      const server: ApiServer = {
        address: 'http://127.0.0.1',
        port: port + moveBy,
        stop() {
          one.isOpen = false;
          return Promise.resolve();
        },
        endAnswersOf: () => undefined,
      };
      return Promise.resolve(server);
    },
    onState: () => undefined,
    onStillTaken: (port) => stillTaken.push(port),
    report: (error) => failures.push(error),
    retryMs: 20,
  });
  return {
    listener,
    started,
    takenPorts,
    stillTaken,
    failures,
    want: (port: number | null): Promise<void> => {
      world.wanted = port;
      return listener.reconcile();
    },
    moveBy: (ports: number): void => {
      moveBy = ports;
    },
  };
}

describe('createListener', () => {
  it('listens where it is wanted, and closes what was there before', async () => {
    const { listener, started, want } = rig(41_000);
    await listener.reconcile();
    expect(listener.state()).toMatchObject({ kind: 'on', port: 41_000, wantedPort: 41_000 });
    await want(41_001);
    expect(started).toEqual([
      { wanted: 41_000, isOpen: false },
      { wanted: 41_001, isOpen: true },
    ]);
    await want(null);
    expect(listener.state()).toEqual({ kind: 'off' });
    expect(listener.running()).toBeNull();
    expect(started.at(-1)?.isOpen).toBe(false);
  });

  it('goes on with the same server when the port it moved to becomes the wanted one', async () => {
    const { listener, started, moveBy, want } = rig(41_000);
    moveBy(1);
    await listener.reconcile();
    expect(listener.state()).toMatchObject({ kind: 'on', port: 41_001, wantedPort: 41_000 });
    await want(41_001);
    expect(started).toEqual([{ wanted: 41_000, isOpen: true }]);
    expect(listener.state()).toMatchObject({ kind: 'on', port: 41_001, wantedPort: 41_001 });
  });

  it('makes changes one after the other, so that the last one holds', async () => {
    const { listener, started, want } = rig(41_000);
    await Promise.all([listener.reconcile(), want(41_001), want(null), want(41_002)]);
    expect(started.filter(({ isOpen }) => isOpen)).toEqual([{ wanted: 41_002, isOpen: true }]);
  });

  it('waits for a port that another program has, and speaks of it once', async () => {
    const { listener, takenPorts, stillTaken } = rig(41_000);
    takenPorts.add(41_000);
    await listener.reconcile();
    expect(listener.state()).toMatchObject({ kind: 'taken', port: 41_000 });
    expect(listener.failure()).toMatchObject({ error: { code: 'port_taken' } });
    await vi.waitFor(() => expect(stillTaken).toEqual([41_000]));
    takenPorts.clear();
    await vi.waitFor(() => expect(listener.state()).toMatchObject({ kind: 'on' }));
    expect(stillTaken).toEqual([41_000]);
  });

  it('says that it failed, and why, for any other error', async () => {
    const error = new Error('no network');
    const reported: unknown[] = [];
    const listener = createListener({
      wantedPort: () => 41_000,
      start: () => Promise.reject(error),
      onState: () => undefined,
      onStillTaken: () => undefined,
      report: (each) => reported.push(each),
      retryMs: 20,
    });
    await listener.reconcile();
    expect(listener.state()).toMatchObject({ kind: 'failed' });
    expect(listener.failure()).toBe(error);
    expect(reported).toEqual([error]);
  });
});
