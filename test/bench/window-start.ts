import type { Parley } from '../e2e/launch.ts';

/** Moments of a start, in ms since the epoch. */
export interface Start {
  /** The first paint, possibly of an empty page. */
  readonly painted: number;
  /**
   * The end of the first frame with conversations after the window was shown, when it can respond
   * to a key.
   */
  readonly usable: number;
  /** When the window appeared on screen; null if that was before we could observe it. */
  readonly shown: number | null;
}

/** Observes a window for four seconds from the start of its load. */
export async function watchStart({ app, page }: Parley): Promise<Start> {
  const shown = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<number | null>((resolve) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined || window.isVisible()) resolve(null);
        else window.once('show', () => resolve(Date.now()));
      }),
  );
  const frames = page.evaluate(
    () =>
      new Promise<{ painted: number; at: readonly number[] }>((resolve) => {
        const at: number[] = [];
        const channel = new MessageChannel();
        channel.port1.addEventListener('message', () => {
          at.push(performance.timeOrigin + performance.now());
        });
        channel.port1.start();
        const look = (): void => {
          if (document.querySelector('nav [data-conversation-id]') !== null) {
            channel.port2.postMessage(null);
          }
          if (performance.now() < 4000) requestAnimationFrame(look);
          else {
            const painted = performance.getEntriesByType('paint')[0]?.startTime ?? 0;
            resolve({ painted: performance.timeOrigin + painted, at });
          }
        };
        look();
      }),
  );
  const { painted, at } = await frames;
  const shownAt = await shown;
  const usable = at.find((time) => time >= (shownAt ?? painted)) ?? Infinity;
  return { painted, usable, shown: shownAt };
}
