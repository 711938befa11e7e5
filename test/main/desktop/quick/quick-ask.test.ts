import { describe, expect, it } from 'vitest';
import { createQuickAsk, type QuickWindow } from '../../../../src/main/desktop/quick/quick-ask.ts';

/** Quick ask with a window that writes down what it is told, and timers that a test lets run out. */
function setUp({ isKept = true } = {}) {
  const calls: string[] = [];
  let isFocused = false;
  let visit = 0;
  let due: (() => void) | null = null;
  const windows: QuickWindow[] = [];
  const quick = createQuickAsk({
    isKept: () => isKept,
    last: () => null,
    onHidden: () => calls.push('hidden'),
    after: (_ms, callback) => {
      due = callback;
      return () => {
        if (due === callback) due = null;
      };
    },
    open() {
      calls.push('open');
      const window: QuickWindow = {
        isFocused: () => isFocused,
        show() {
          isFocused = true;
          calls.push('show');
        },
        focus() {
          isFocused = true;
          calls.push('focus');
        },
        hide() {
          isFocused = false;
          calls.push('hide');
          // As the system does.
          quick.blurred();
        },
        capture() {
          calls.push('capture');
          return Promise.resolve(new Uint8Array([1]));
        },
        tell(news) {
          visit = news.visit;
          calls.push(news.kind);
        },
        destroy: () => calls.push('destroy'),
      };
      windows.push(window);
      return window;
    },
  });
  return {
    quick,
    left: () => quick.left(visit),
    /** The process of a window has ended, by default of the newest. */
    gone: (index = -1) => {
      const window = windows.at(index);
      if (window !== undefined) quick.gone(window);
    },
    blur: () => {
      isFocused = false;
      quick.blurred();
    },
    runOut: () => due?.(),
    isWaiting: () => due !== null,
    /** What has happened since the last call. */
    since: () => calls.splice(0),
  };
}

describe('the quick window', () => {
  it('is made hidden, and shown and hidden as often as wanted', () => {
    const { quick, left, since, isWaiting } = setUp();
    quick.prepare();
    quick.prepare();
    quick.drawn();
    expect(since()).toEqual(['open']);
    for (let n = 0; n < 3; n += 1) {
      expect(quick.isShown()).toBe(false);
      quick.summon();
      expect(quick.isShown()).toBe(true);
      // Its page blanks before it is hidden.
      quick.summon();
      left();
      expect(since()).toEqual(['show', 'shown', 'leave', 'hide', 'hidden']);
    }
    expect(isWaiting()).toBe(false);
    quick.retire();
    expect(since()).toEqual(['destroy']);
  });

  it('is shown when its page is there, or takes too long', () => {
    const { quick, left, since, runOut } = setUp();
    quick.summon();
    quick.summon();
    expect(since()).toEqual(['open']);
    quick.drawn();
    expect(since()).toEqual(['show', 'shown']);
    // Loaded again, it has to hear of this visit before it can end it.
    quick.drawn();
    expect(since()).toEqual(['shown']);
    left();
    expect(since()).toEqual(['hide', 'hidden']);
    quick.end();
    since();
    quick.show();
    runOut();
    expect(since()).toEqual(['open', 'show', 'shown']);
    quick.drawn();
    expect(since()).toEqual(['shown']);
  });

  it('comes to the front when it is behind, instead of going', () => {
    const { quick, since, blur } = setUp();
    quick.summon();
    quick.drawn();
    blur();
    since();
    quick.summon();
    expect(since()).toEqual(['focus']);
  });

  it('is hidden although its page does not answer, and shown again if wanted meanwhile', () => {
    const { quick, left, since, runOut } = setUp();
    quick.summon();
    quick.drawn();
    since();
    quick.leave();
    runOut();
    expect(since()).toEqual(['leave', 'hide', 'hidden']);
    // The answer comes after all, when the window is on show for the next time.
    left();
    quick.summon();
    since();
    quick.left(1);
    expect(since()).toEqual([]);
    quick.leave();
    quick.summon();
    since();
    left();
    expect(since()).toEqual(['hide', 'show', 'shown']);
  });

  it('is closed after use where quick ask is off, and survives the end of its process', () => {
    const { quick, left, gone, since } = setUp({ isKept: false });
    quick.show();
    quick.drawn();
    left();
    expect(since()).toEqual(['open', 'show', 'shown', 'hide', 'destroy', 'hidden']);
    gone();
    expect(since()).toEqual([]);
    quick.show();
    quick.drawn();
    // The system says late that the one before is gone.
    gone(0);
    expect(quick.isShown()).toBe(true);
    gone();
    expect(quick.isShown()).toBe(false);
    expect(since()).toEqual(['open', 'show', 'shown', 'hidden']);
  });

  it('is not in the picture of the screen, and comes back with what was in it', async () => {
    const { quick, since, runOut } = setUp();
    quick.prepare();
    quick.drawn();
    expect(await quick.capture()).toBeNull();
    quick.show();
    since();
    const picture = quick.capture();
    // Its page hears nothing of the lost focus, and would leave if it did.
    expect(since()).toEqual(['hide']);
    expect(quick.isShown()).toBe(true);
    // Nothing that the person does meanwhile puts it into the picture, or takes a second one.
    quick.summon();
    quick.show();
    expect(await quick.capture()).toBeNull();
    runOut();
    expect(await picture).toEqual(new Uint8Array([1]));
    expect(since()).toEqual(['capture', 'focus']);
    // Closed meanwhile, it stays away, and nothing is seen of the screen.
    const late = quick.capture();
    quick.end();
    runOut();
    expect(await late).toBeNull();
    expect(since()).toEqual(['hide', 'destroy']);
  });
});
