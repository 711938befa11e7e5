import { EventEmitter } from 'node:events';
import type { CdpConnection, CdpSession } from './cdp.ts';
import type { Chromium } from './chromium.ts';

/** A page target of Chromium that this process drives. */
export interface PageTarget {
  readonly targetId: string;
  readonly session: CdpSession;
  /** False when it still has to be given its bounds. */
  readonly isPlaced: boolean;
}

let resolveConnection: (connection: CdpConnection) => void = () => undefined;
const connection = new Promise<CdpConnection>((resolve) => {
  resolveConnection = resolve;
});
const attached = new Map<string, string>();
const strangers = new Set<string>();
const attachments = new EventEmitter();
const gone = new EventEmitter().setMaxListeners(0);
let creating = 0;
let profileId: string | null = null;
let openAppWindow: ((url: string) => void) | null = null;
const appWindows: ((targetId: string) => void)[] = [];

/** Where a new window of its own starts; never asked for over the network. */
export const windowUrl = 'https://window.stand-in.invalid/';

/** Takes the browser over: from now on every page pauses until it is told to go on. */
export async function takeBrowser(chromium: Chromium): Promise<void> {
  const { connection: browser } = chromium;
  openAppWindow = chromium.openAppWindow;
  profileId = await chromium.profileId;
  browser.browser.onEvent((method, params) => {
    if (method === 'Target.attachedToTarget') {
      const { targetId, openerId, browserContextId } = params['targetInfo'] as {
        targetId: string;
        openerId?: string;
        browserContextId?: string;
      };
      if (profileId !== null && browserContextId !== profileId) {
        leave(browser, String(params['sessionId']));
        return;
      }
      attached.set(targetId, String(params['sessionId']));
      const take = openerId === undefined ? appWindows.shift() : undefined;
      if (take) {
        take(targetId);
        return;
      }
      attachments.emit(targetId);
      strangers.add(targetId);
      if (creating === 0) closeStrangers(browser);
    } else if (method === 'Target.detachedFromTarget') {
      const targetId = [...attached].find(([, session]) => session === params['sessionId'])?.[0];
      if (targetId === undefined) return;
      attached.delete(targetId);
      gone.emit(targetId);
    }
  });
  await browser.browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
  resolveConnection(browser);
}

/** Lets a page of another program go on without this one. */
function leave(browser: CdpConnection, sessionId: string): void {
  browser.session(sessionId).fire('Runtime.runIfWaitingForDebugger');
  browser.browser.fire('Target.detachFromTarget', { sessionId });
}

/** A page that nobody asked for (a tab opened by a key, a page's own `open`) has not yet asked for anything. */
function closeStrangers(browser: CdpConnection): void {
  for (const targetId of strangers) browser.browser.fire('Target.closeTarget', { targetId });
  strangers.clear();
}

/** A new window of Chromium; it waits for `Runtime.runIfWaitingForDebugger`. */
export async function createPageTarget(bounds: object): Promise<PageTarget> {
  const browser = await connection;
  if (openAppWindow) {
    const targetId = await new Promise<string>((resolve) => {
      appWindows.push(resolve);
      openAppWindow?.(windowUrl);
    });
    return { targetId, session: browser.session(attached.get(targetId) ?? ''), isPlaced: false };
  }
  creating += 1;
  try {
    const { targetId } = await browser.browser.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...(profileId === null ? {} : { browserContextId: profileId }),
      ...bounds,
    });
    if (!attached.has(targetId)) {
      await new Promise<void>((resolve) => {
        attachments.once(targetId, resolve);
      });
    }
    strangers.delete(targetId);
    return { targetId, session: browser.session(attached.get(targetId) ?? ''), isPlaced: true };
  } finally {
    creating -= 1;
    if (creating === 0) closeStrangers(browser);
  }
}

/** Calls back once when the target is closed, whoever closed it. */
export function onTargetGone(targetId: string, listener: () => void): void {
  gone.once(targetId, listener);
}

/** The browser's own session: windows and targets. */
export async function browserSession(): Promise<CdpSession> {
  return (await connection).browser;
}
