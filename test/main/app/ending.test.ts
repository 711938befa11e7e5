import { describe, expect, it } from 'vitest';
import { endingOf, type EndingRooms } from '../../../src/main/app/ending.ts';

/** Rooms that record the order of their calls; each answers a moment later. */
function notedRooms(changes: Partial<EndingRooms> = {}): {
  readonly rooms: EndingRooms;
  readonly calls: readonly string[];
} {
  const calls: string[] = [];
  const noted = (name: string) => async (): Promise<void> => {
    calls.push(name);
    await Promise.resolve();
    calls.push(`${name} done`);
  };
  const rooms: EndingRooms = {
    turns: { streaming: () => [], keepAll: () => calls.push('keep') },
    store: { status: () => ({ kind: 'saved' }), flush: noted('flush') },
    api: { stop: noted('api') },
    jobs: { stop: noted('jobs') },
    confined: { stop: () => calls.push('confined') },
    backups: { beforeExit: noted('move') },
    library: { close: noted('index') },
    tools: { close: noted('tools') },
    draggedFiles: { clear: noted('drags') },
    updates: { beforeExit: noted('update') },
    stop: [() => calls.push('backups')],
    allDone: noted('files'),
    report: (error) => calls.push(`reported ${String(error)}`),
    ...changes,
  };
  return { rooms, calls };
}

describe('the end of the program', () => {
  it('keeps what streams before anything is waited for, and once more after the API', async () => {
    const { rooms, calls } = notedRooms();
    await endingOf(rooms).finish();
    expect(calls.filter((call) => call === 'keep')).toHaveLength(2);
    expect(calls.indexOf('keep')).toBeLessThan(calls.indexOf('flush'));
    expect(calls.lastIndexOf('keep')).toBeGreaterThan(calls.indexOf('api done'));
    expect(calls.lastIndexOf('keep')).toBeLessThan(calls.lastIndexOf('flush'));
  });

  it('brings the last writes to a new place after the last flush, then closes the index', async () => {
    const { rooms, calls } = notedRooms();
    await endingOf(rooms).finish();
    expect(calls.slice(-5)).toEqual(['flush done', 'move', 'move done', 'index', 'index done']);
  });

  it('goes on when the API or a job cannot end, and reports it', async () => {
    const fails = (): Promise<void> => Promise.reject(new Error('no'));
    const { rooms, calls } = notedRooms({ api: { stop: fails }, jobs: { stop: fails } });
    await endingOf(rooms).finish();
    expect(calls.filter((call) => call === 'reported Error: no')).toHaveLength(2);
    expect(calls.at(-1)).toBe('index done');
  });

  it('closes the index even if the disk refuses the last writes, and says so', async () => {
    const { rooms, calls } = notedRooms({
      backups: { beforeExit: () => Promise.reject(new Error('full')) },
    });
    await expect(endingOf(rooms).finish()).rejects.toThrow('full');
    expect(calls.at(-1)).toBe('index done');
  });

  it('is busy while an answer streams and while something is unsaved', () => {
    const { rooms } = notedRooms();
    const isBusy = (changes: Partial<EndingRooms>): boolean =>
      endingOf({ ...rooms, ...changes }).isBusy();
    expect(isBusy({})).toBe(false);
    expect(isBusy({ turns: { streaming: () => ['id'], keepAll: () => undefined } })).toBe(true);
    expect(
      isBusy({ store: { status: () => ({ kind: 'unsaved' }), flush: () => Promise.resolve() } }),
    ).toBe(true);
  });

  it('settles when no file is half written, and installs behind that', async () => {
    const { rooms, calls } = notedRooms();
    const ending = endingOf(rooms);
    await ending.settle();
    expect(calls).toEqual(['flush', 'flush done', 'files', 'files done']);
    await ending.install();
    expect(calls.slice(4)).toEqual(['update', 'update done']);
  });
});
