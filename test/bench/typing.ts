import type { CDPSession, Page } from '@playwright/test';
import { controls } from '../e2e/parley.ts';
import { percentile } from './table.ts';

const letters = 'The quick brown fox jumps over the lazy dog and goes on for a while. ';

/** The latency of one key, in ms. */
export interface Keystroke {
  /** From the key's own timestamp to the end of the frame that shows it. */
  readonly total: number;
  /** The part of it spent waiting for the frame, which comes 60 times a second in any case. */
  readonly wait: number;
}

/** An entry of a trace: a moment or interval on a thread; times are in µs. */
interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
}

/** Runs something and returns the trace of frames and marks that Chromium records meanwhile. */
async function traced(session: CDPSession, run: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { readonly value: readonly unknown[] }): void => {
    events.push(...(value as readonly TraceEvent[]));
  };
  session.on('Tracing.dataCollected', collect);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['cc', 'blink.user_timing'], excludedCategories: ['*'] },
  });
  await run();
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return events;
}

/**
 * Keystroke to paint for some letters. A page cannot tell when its frame is made, because Chromium
 * delays tasks after a key, often until the frame after the next. The end of the frame therefore
 * comes from a trace.
 */
export async function typing(page: Page, session: CDPSession): Promise<readonly Keystroke[]> {
  const { composer } = controls(page);
  await composer.focus();
  await page.evaluate(() => {
    const strokes: { untilFrame: number; wait: number }[] = [];
    const listening = new AbortController();
    (globalThis as { listening?: AbortController }).listening?.abort();
    Object.assign(globalThis, { strokes, listening });
    const { signal } = listening;
    let heard = 0;
    const listen = ({ timeStamp }: KeyboardEvent): void => {
      requestAnimationFrame(() => {
        const now = performance.now();
        performance.mark(`key ${strokes.length}`);
        strokes.push({ untilFrame: now - timeStamp, wait: now - heard });
      });
    };
    // The last listener for the effect of the key.
    window.addEventListener('input', () => (heard = performance.now()), { signal });
    document.addEventListener('keydown', listen, { capture: true, signal });
  });
  const events = await traced(session, async () => {
    for (const letter of letters.repeat(2)) {
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await page.waitForTimeout(20);
    }
  });
  await composer.fill('');
  const strokes = await page.evaluate(
    () => (globalThis as unknown as { strokes: { untilFrame: number; wait: number }[] }).strokes,
  );
  const frames = events.filter(({ name }) => name === 'ProxyMain::BeginMainFrame');
  return strokes.flatMap(({ untilFrame, wait }, index) => {
    const mark = events.find(({ name }) => name === `key ${index}`);
    if (mark === undefined) return [];
    const frame = frames.find(
      ({ pid, tid, ts, dur = 0 }) =>
        pid === mark.pid && tid === mark.tid && ts <= mark.ts && mark.ts <= ts + dur,
    );
    if (frame === undefined) return [];
    const rest = (frame.ts + (frame.dur ?? 0) - mark.ts) / 1000;
    return [{ total: untilFrame + rest, wait }];
  });
}

/** p50 and p95 of keystrokes, in ms. */
export interface Typed {
  readonly p50: number;
  readonly p95: number;
}

export function typed(strokes: readonly Keystroke[], of: (stroke: Keystroke) => number): Typed {
  const times = strokes.map(of);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/**
 * The cost of typing without any program: the page has nothing left but a box with a growing text.
 */
export async function leaveBareBox(page: Page): Promise<void> {
  await page.evaluate(() => {
    const box = document.createElement('textarea');
    box.setAttribute('aria-label', 'Message');
    const text = document.createElement('p');
    document.body.replaceChildren(box, text);
    setInterval(() => text.append('word '), 10);
  });
}
