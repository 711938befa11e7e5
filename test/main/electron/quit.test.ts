import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { finishBeforeQuit } from '../../../src/main/electron/quit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The program's environment, and a final task that ends on command. */
function rig(isBusy = false, ask: () => Promise<boolean> | null = () => null) {
  const app = Object.assign(new EventEmitter(), { quit: vi.fn<() => void>() });
  const power = new EventEmitter();
  const signals = new EventEmitter();
  const window = new EventEmitter();
  const work = Promise.withResolvers<void>();
  const finish = vi.fn<() => Promise<void>>(() => work.promise);
  const last = Promise.withResolvers<void>();
  const settle = vi.fn<() => Promise<void>>(() => last.promise);
  const installed = Promise.withResolvers<void>();
  const install = vi.fn<() => Promise<void>>(() => installed.promise);
  const reported: unknown[] = [];
  finishBeforeQuit({
    app,
    power,
    signals,
    finish,
    settle,
    last: install,
    ask,
    isBusy: () => isBusy,
    report: (error) => reported.push(error),
  });
  app.emit('browser-window-created', {}, window);
  /** Emits an event and returns whether the caller was asked to wait. */
  const tell = (emitter: EventEmitter, name: string): boolean => {
    const preventDefault = vi.fn<() => void>();
    emitter.emit(name, { preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return {
    app,
    power,
    signals,
    window,
    work,
    finish,
    last,
    settle,
    installed,
    install,
    reported,
    tell,
  };
}

const settled = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

test('quitting waits for the last writes, and then goes on', async () => {
  const { app, work, finish, tell } = rig();
  expect(tell(app, 'before-quit')).toBe(true);
  expect(tell(app, 'before-quit')).toBe(true);
  expect(finish).toHaveBeenCalledTimes(1);
  expect(app.quit).not.toHaveBeenCalled();
  work.resolve();
  await settled();
  expect(app.quit).toHaveBeenCalledTimes(1);
  expect(tell(app, 'before-quit')).toBe(false);
});

test('the person is asked first, and may go on', async () => {
  const answers = [Promise.resolve(false), Promise.resolve(true)];
  const { app, finish, tell } = rig(false, () => answers.shift() ?? null);
  expect(tell(app, 'before-quit')).toBe(true);
  await settled();
  expect(finish).not.toHaveBeenCalled();
  expect(tell(app, 'before-quit')).toBe(true);
  await settled();
  expect(finish).toHaveBeenCalledTimes(1);
});

test('nobody is asked by a signal', () => {
  const ask = vi.fn<() => null>(() => null);
  const { signals, finish } = rig(false, ask);
  signals.emit('SIGTERM');
  expect(finish).toHaveBeenCalledTimes(1);
  expect(ask).not.toHaveBeenCalled();
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('%s ends it the same way, once', async (signal) => {
  const { app, signals, work, finish } = rig();
  signals.emit(signal);
  signals.emit(signal);
  expect(finish).toHaveBeenCalledTimes(1);
  work.resolve();
  await settled();
  expect(app.quit).toHaveBeenCalledTimes(1);
});

test('a shutdown waits (Linux, macOS), also where the system gives no event', async () => {
  const { app, power, work, finish, tell } = rig();
  expect(tell(power, 'shutdown')).toBe(true);
  power.emit('shutdown');
  expect(finish).toHaveBeenCalledTimes(1);
  work.resolve();
  await settled();
  expect(app.quit).toHaveBeenCalledTimes(1);
  expect(tell(power, 'shutdown')).toBe(false);
});

test('the end of a session waits for an answer under way (Windows)', async () => {
  const { app, window, work, finish, tell } = rig(true);
  expect(tell(window, 'query-session-end')).toBe(true);
  expect(finish).toHaveBeenCalledTimes(1);
  work.resolve();
  await settled();
  expect(app.quit).toHaveBeenCalledTimes(1);
  expect(tell(window, 'query-session-end')).toBe(false);
});

test('the end of a session is nobody’s to hold up when all is saved, and nothing ends before it does', () => {
  const { window, finish, tell } = rig(false);
  expect(tell(window, 'query-session-end')).toBe(false);
  // It may be cancelled.
  expect(finish).not.toHaveBeenCalled();
  tell(window, 'session-end');
  expect(finish).toHaveBeenCalledTimes(1);
});

test('a disk that hangs does not keep the program', async () => {
  const { app, tell } = rig();
  tell(app, 'before-quit');
  await vi.advanceTimersByTimeAsync(4900);
  expect(app.quit).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(app.quit).toHaveBeenCalledTimes(1);
});

test('what fails at the end is reported, and it ends all the same', async () => {
  const { app, work, reported, tell } = rig();
  const fault = new Error('a bug');
  tell(app, 'before-quit');
  work.reject(fault);
  await settled();
  expect(reported).toEqual([fault]);
  expect(app.quit).toHaveBeenCalledTimes(1);
});

test('what comes while the windows close is waited for, too, and nothing is left half written', async () => {
  const { app, work, last, settle, installed, tell } = rig();
  installed.resolve();
  tell(app, 'before-quit');
  work.resolve();
  await settled();
  expect(settle).not.toHaveBeenCalled();
  expect(tell(app, 'will-quit')).toBe(true);
  expect(tell(app, 'will-quit')).toBe(true);
  expect(settle).toHaveBeenCalledTimes(1);
  expect(app.quit).toHaveBeenCalledTimes(1);
  last.resolve();
  await settled();
  expect(app.quit).toHaveBeenCalledTimes(2);
  expect(tell(app, 'before-quit')).toBe(false);
  expect(tell(app, 'will-quit')).toBe(false);
});

test('a disk that hangs at the very end does not keep the program either', async () => {
  const { app, work, install, tell } = rig();
  tell(app, 'before-quit');
  work.resolve();
  await settled();
  tell(app, 'will-quit');
  await vi.advanceTimersByTimeAsync(5100);
  expect(app.quit).toHaveBeenCalledTimes(2);
  expect(tell(app, 'will-quit')).toBe(false);
  expect(install).not.toHaveBeenCalled();
});

test('the installation of an update comes last, and takes as long as it takes', async () => {
  const { app, work, last, install, installed, reported, tell } = rig();
  tell(app, 'before-quit');
  work.resolve();
  await settled();
  tell(app, 'will-quit');
  await settled();
  expect(install).not.toHaveBeenCalled();
  last.resolve();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(install).toHaveBeenCalledTimes(1);
  expect(app.quit).toHaveBeenCalledTimes(1);
  expect(tell(app, 'will-quit')).toBe(true);
  const fault = new Error('dpkg failed');
  installed.reject(fault);
  await settled();
  expect(app.quit).toHaveBeenCalledTimes(2);
  expect(reported).toEqual([fault]);
  expect(tell(app, 'will-quit')).toBe(false);
});
