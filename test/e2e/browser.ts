import { setTimeout as pause } from 'node:timers/promises';
import { launchChromium, type Chromium } from '../runtime/chromium.ts';

/** The right to use the browser of this worker. */
export interface BorrowedBrowser {
  /** Of its DevTools. */
  readonly address: string;
  /** To be called once, when who uses it has ended. */
  readonly giveBack: () => void;
}

interface WorkerBrowser {
  readonly chromium: Chromium;
  readonly address: string;
  isInUse: boolean;
}

let ours: Promise<WorkerBrowser> | null = null;

/** Ends who uses the browser without need. */
let takeBack: (() => Promise<void>) | null = null;

/** Says that who uses the browser may be ended when somebody else wants it. */
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

/** A profile and its windows go soon after the process that made them, not at once. */
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
 * A start of Chromium costs more than all else of a start of the app. The stand-in's processes of one
 * worker share one, each with a profile of its own. Playwright takes every window of a browser for the
 * app's, so they share it one after the other: null while it is in use.
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
