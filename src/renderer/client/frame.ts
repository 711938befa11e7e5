import type { ScheduleFrame, TextFrames } from '../state/store.ts';

/**
 * Interval for text updates in a hidden window, which paints nothing and gets no animation frames
 * (ms).
 */
const hiddenFrameMs = 100;

/** Calls back before the next paint, or by timer while the window is hidden. */
export const scheduleFrame: ScheduleFrame = (callback) => {
  if (document.visibilityState === 'hidden') {
    setTimeout(callback, hiddenFrameMs);
    return;
  }
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    callback();
  };
  // If the window is hidden before the frame arrives, the timer calls back instead.
  const timer = setTimeout(once, hiddenFrameMs);
  const frame = requestAnimationFrame(once);
};

/**
 * Schedules text so that it never delays a frame that shows the effect of a key press; text goes
 * into the frame after it. `onEachKey` registers a listener for key presses.
 */
export function createTextFrames(
  schedule: ScheduleFrame,
  onEachKey: (listener: () => void) => void,
): TextFrames {
  let isKeyAhead = false;
  onEachKey(() => {
    isKeyAhead = true;
    schedule(() => {
      isKeyAhead = false;
    });
  });
  return {
    isNextTaken: () => isKeyAhead,
    schedule(callback) {
      schedule(() => {
        if (isKeyAhead) schedule(callback);
        else callback();
      });
    },
  };
}
