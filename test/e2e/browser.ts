import { setTimeout as pause } from 'node:timers/promises';
import { launchChromium, type Chromium } from '../runtime/chromium.ts';

/** Permission to use the browser of this worker. */
export interface BorrowedBrowser {
  /** The address of its DevTools. */
  readonly address: string;
  /** Must be called once, when the user of the browser has ended. */
  readonly giveBack: () => void;
}

interface WorkerBrowser {
  readonly chromium: Chromium;
  readonly address: string;
  isInUse: boolean;
}

let ours: Promise<WorkerBrowser> | null = null;

/** Ends an app that holds the browser without needing it. */
let takeBack: (() => Promise<void>) | null = null;

/** Declares that the app holding the browser may be ended when another wants it. */
export function lendBrowser(end: () => Promise<void>): void {
  takeBack = end;
}

async function launchBrowser(): Promise<WorkerBrowser> {
  const chromium = launchChromium({ headless: true, portSwitch: '--remote-debugging-port=0' });
  chromium.connection.onClose(() => {
    ours = null;
  });
  const line = (await chromium.devToolsLine) ?? '';
  return { chromium, address: line.replace(/^DevTools listening on /, ''), isInUse: false };
}

/** A profile and its windows disappear shortly after their process, not at once. */
async function untilEmpty({ connection }: Chromium): Promise<void> {
  for (;;) {
    const { targetInfos } = await connection.browser.send<{
      targetInfos: readonly { readonly type: string }[];
    }>('Target.getTargets');
    if (!targetInfos.some(({ type }) => type === 'page')) return;
    await pause(5);
  }
}

/**
 * Starting Chromium costs more than the rest of an app's start. The stand-in's processes in one
 * worker share one, each with a separate profile. Playwright attributes every window of a browser
 * to the app, so they use it one after the other: null while it is in use.
 */
export async function borrowBrowser(): Promise<BorrowedBrowser | null> {
  ours ??= launchBrowser();
  const browser = await ours;
  await takeBack?.();
  takeBack = null;
  if (browser.isInUse) return null;
  browser.isInUse = true;
  await untilEmpty(browser.chromium);
  return {
    address: browser.address,
    giveBack: () => {
      browser.isInUse = false;
    },
  };
}
