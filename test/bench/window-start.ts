import type { Parley } from '../e2e/launch.ts';

/** Moments of a start, in epoch ms. */
export interface Start {
  /** The first paint, which may be of an empty page. */
  readonly painted: number;
  /** The first frame with conversations after the window was shown, and done with: a key would be heard. */
  readonly usable: number;
  /** The window came on the screen; null: before anybody could watch. */
  readonly shown: number | null;
}

/** Watches a window that has just begun to load, for its first four seconds. */
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
