import { createTurnRelay, type RelayEventName } from '../../../../src/main/turns/relay/relay.ts';
import type { Events } from '../../../../src/shared/contract/index.ts';
import { createAcknowledger } from '../../../../src/renderer/client/acknowledger.ts';
import {
  watchActivity,
  type ActivitySource,
} from '../../../../src/renderer/client/pace/activity.ts';
import { attentionTo } from '../../../../src/renderer/client/pace/look.ts';
import type { EventAction } from '../../../../src/renderer/state/action.ts';
import { createStore, type ScheduleFrame } from '../../../../src/renderer/state/store.ts';
import { conversationId, finalSnapshot, read, started, turn } from '../../state/world.ts';

/** How long a message takes between main and a window, in either direction (ms). */
const wayMs = 1;

/** A clock that a test moves. */
function createClock() {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after(ms: number, run: () => void): () => void {
      const timer = { at: now + ms, run };
      due.push(timer);
      return () => {
        due = due.filter((other) => other !== timer);
      };
    },
    passTo(end: number): void {
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due = due.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
}

type ActivityName = Parameters<ActivitySource['addEventListener']>[0];

/** A relay in main and a window on a screen of so many frames a second, with an answer that grows. */
export function paceRig(hertz: number) {
  const clock = createClock();
  const frameMs = 1000 / hertz;
  const listeners: [string, (event: { readonly buttons?: number }) => void][] = [];
  let isHidden = false;
  /** When each character was written, and when the page had it. */
  const writtenAt: number[] = [];
  const shownAt: number[] = [];
  const commits: number[] = [];
  let messages = 0;

  const scheduleFrame: ScheduleFrame = (callback) => {
    const toNext = frameMs - (clock.now() % frameMs);
    clock.after(isHidden ? 100 : toNext, callback);
  };
  const store = createStore(scheduleFrame);
  const isActing = watchActivity(
    { addEventListener: (name, listener) => void listeners.push([name, listener]) },
    clock.now,
    () => acknowledger.look(),
  );
  const look = { isHidden: () => isHidden, isActing, onCloser: () => undefined };
  const acknowledger = createAcknowledger({
    acknowledge: (_turn, seq) => void clock.after(wayMs, () => relay.acknowledge(seq)),
    attentionTo: (of) => attentionTo(store.getState(), of, look),
    scheduleFrame,
    timers: {
      now: clock.now,
      // The browser's timers take whole milliseconds, and never call early.
      after: (ms, callback) => clock.after(Math.ceil(ms), callback),
    },
  });
  const relay = createTurnRelay({
    turn,
    send<N extends RelayEventName>(name: N, payload: Events[N]) {
      messages += 1;
      const action = { kind: 'event', name, payload } as unknown as EventAction;
      clock.after(wayMs, () => {
        acknowledger.take(action);
        store.dispatch(action);
      });
    },
  });

  store.dispatch({ kind: 'opened', opened: finalSnapshot([]) });
  store.dispatch({ kind: 'shown', conversationId });
  store.dispatch(started);
  let hasPart = false;
  store.subscribe(() => {
    const { length } = read(store.getState()).text;
    if (length === shownAt.length) return;
    commits.push(clock.now());
    while (shownAt.length < length) shownAt.push(clock.now());
  });

  const write = (length = 1): void => {
    const text = 'x'.repeat(length);
    for (let count = 0; count < length; count += 1) writtenAt.push(clock.now());
    if (hasPart) relay.push({ kind: 'grow', index: 0, text });
    else relay.push({ kind: 'part', index: 0, part: { kind: 'text', text } });
    hasPart = true;
  };
  return {
    clock,
    write,
    /** Writes a character, or so many, at a time at this pace for so long. */
    stream(perSecond: number, forMs: number, length = 1): void {
      const from = clock.now();
      for (let count = 0; count < (perSecond * forMs) / 1000; count += 1) {
        clock.passTo(from + (count * 1000) / perSecond);
        write(length);
      }
      clock.passTo(from + forMs);
    },
    finish: () => relay.push({ kind: 'finished', finishReason: 'stop' }),
    happen(name: ActivityName, buttons = 0): void {
      for (const [wanted, listener] of listeners) if (wanted === name) listener({ buttons });
    },
    hide: () => {
      isHidden = true;
    },
    bringBack: () => {
      isHidden = false;
      acknowledger.look();
    },
    show(id: string | null): void {
      store.dispatch({ kind: 'shown', conversationId: id });
      acknowledger.look();
    },
    commits,
    /** Commits from then on. */
    since: (from: number): number => commits.filter((at) => at >= from).length,
    messages: () => messages,
    /** How long each character took to the page. */
    delays: (): readonly number[] => shownAt.map((at, index) => at - (writtenAt[index] ?? at)),
    shown: () => shownAt.length,
  };
}
