import { EventEmitter } from 'node:events';
import type { CdpConnection, CdpSession } from './cdp.ts';
import type { Chromium } from './chromium.ts';

/** A Chromium page target driven by this process. */
export interface PageTarget {
  readonly targetId: string;
  readonly session: CdpSession;
  /** The session of a frame of the page that runs in a process of its own. */
  readonly frameSession: (sessionId: string) => CdpSession;
  /** False if its bounds still have to be set. */
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

/** The URL at which a new window starts; never requested over the network. */
export const windowUrl = 'https://window.stand-in.invalid/';

/** Takes over the browser. From now on every page pauses until released. */
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

/** Lets a page of another program continue without this one. */
function leave(browser: CdpConnection, sessionId: string): void {
  browser.session(sessionId).fire('Runtime.runIfWaitingForDebugger');
  browser.browser.fire('Target.detachFromTarget', { sessionId });
}

/**
 * Closes pages that nobody requested (a tab opened by a key, a page's own `open`), before they send
 * any request.
 */
function closeStrangers(browser: CdpConnection): void {
  for (const targetId of strangers) browser.browser.fire('Target.closeTarget', { targetId });
  strangers.clear();
}

function sessionsOf(browser: CdpConnection, targetId: string): Omit<PageTarget, 'isPlaced'> {
  return {
    targetId,
    session: browser.session(attached.get(targetId) ?? ''),
    frameSession: (sessionId) => browser.session(sessionId),
  };
}

/** Opens a Chromium window; it waits for `Runtime.runIfWaitingForDebugger`. */
export async function createPageTarget(bounds: object): Promise<PageTarget> {
  const browser = await connection;
  if (openAppWindow) {
    const targetId = await new Promise<string>((resolve) => {
      appWindows.push(resolve);
      openAppWindow?.(windowUrl);
    });
    return { ...sessionsOf(browser, targetId), isPlaced: false };
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
    return { ...sessionsOf(browser, targetId), isPlaced: true };
  } finally {
    creating -= 1;
    if (creating === 0) closeStrangers(browser);
  }
}

/** Calls back once when the target is closed, whoever closed it. */
export function onTargetGone(targetId: string, listener: () => void): void {
  gone.once(targetId, listener);
}

/** The browser's own session, for windows and targets. */
export async function browserSession(): Promise<CdpSession> {
  return (await connection).browser;
}
