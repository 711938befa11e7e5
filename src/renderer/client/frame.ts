import type { ScheduleFrame, TextFrames } from '../state/store.ts';

/** A hidden window paints nothing and gets no animation frames; text is then taken at this pace, in ms. */
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
  // The window may be hidden before the frame comes: then the timer calls.
  const timer = setTimeout(once, hiddenFrameMs);
  const frame = requestAnimationFrame(once);
};

/**
 * A frame that is to show what a key did is not kept waiting by text, which comes with the one behind it.
 * `onEachKey` is given what to call when a key is pressed.
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
