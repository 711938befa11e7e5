import type { CdpParams, CdpSession } from './cdp.ts';
import { createEvent } from './events.ts';
import { logOutside } from './log.ts';
import { windowUrl } from './runtime.ts';
import { toInternalUrl, toProductUrl, translateHeader } from './url-map.ts';
import type { PageBase } from './page-base.ts';
import { WebFrameMain } from './web-frame.ts';

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postData?: string;
    readonly hasPostData?: boolean;
  };
}

/** The facts about a window that its page's requests need. */
export interface RequestContext {
  readonly contents: PageBase;
  readonly session: CdpSession;
  readonly mainFrameId: () => string;
  /** Returns true once if the main process itself requested this document. */
  readonly takeProgrammatic: (url: string) => boolean;
}

/** How long a document request waits for the announcement of its origin (ms). */
const ANNOUNCEMENT_WAIT = 100;

/** Serves the product's own scheme, guards navigation, and logs every other request. */
export function interceptRequests(context: RequestContext): void {
  const { contents, session } = context;
  /** Frame and URL, because one navigation may overtake another. */
  const announced = new Set<string>();
  const announcements = new Map<string, () => void>();
  const announcementKey = (frameId: unknown, url: string): string =>
    `${String(frameId)} ${url.replace(/#.*/s, '')}`;

  const answer = (requestId: string, responseCode: number): void => {
    session.fire('Fetch.fulfillRequest', { requestId, responseCode });
  };

  /** Whether the page (not the main process or a debugger) wants to navigate there. */
  async function isAskedByPage(paused: PausedRequest): Promise<boolean> {
    if (context.takeProgrammatic(paused.request.url)) return false;
    const key = announcementKey(paused.frameId, paused.request.url);
    if (!announced.has(key)) {
      await new Promise<void>((resolve) => {
        announcements.set(key, resolve);
        setTimeout(resolve, ANNOUNCEMENT_WAIT);
      });
      announcements.delete(key);
    }
    return announced.delete(key);
  }

  async function isNavigationRefused(paused: PausedRequest): Promise<boolean> {
    const url = toProductUrl(paused.request.url);
    const isMainFrame = paused.frameId === context.mainFrameId();
    const redirected = paused.redirectedRequestId !== undefined;
    if (!redirected && !(await isAskedByPage(paused))) return false;
    return announceNavigation(contents, url, isMainFrame, redirected);
  }

  async function serve(paused: PausedRequest, url: string): Promise<void> {
    const { requestId, request } = paused;
    if (paused.resourceType === 'Other' && new URL(url).pathname === '/favicon.ico') {
      // Requested by Chromium's tab; Electron never does.
      answer(requestId, 204);
      return;
    }
    const body = request.hasPostData ? (request.postData ?? '') : null;
    const headers = Object.entries(request.headers).filter(
      ([name]) => !/^sec-|^origin$/i.test(name),
    );
    const response = await contents.session.protocol.respond(
      new Request(url, { method: request.method, headers, ...(body === null ? {} : { body }) }),
    );
    if (!response) {
      session.fire('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' });
      return;
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    session.fire('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({
        name,
        value: translateHeader(value),
      })),
      body: bytes.toString('base64'),
    });
  }

  async function handle(paused: PausedRequest): Promise<void> {
    const { requestId, request, resourceType } = paused;
    const url = toProductUrl(request.url);
    const isOutside = url === request.url;
    const from = toProductUrl(contents.getURL());
    const isEmptyWindow = request.url === windowUrl;
    if (resourceType === 'Document' && (isEmptyWindow || (await isNavigationRefused(paused)))) {
      answer(requestId, 204);
      return;
    }
    const decision = await contents.session.webRequest.decide({
      id: Number.parseInt(requestId.replaceAll(/\D/g, ''), 10),
      url,
      method: request.method,
      resourceType: resourceType === 'Document' ? 'mainFrame' : resourceType.toLowerCase(),
      referrer: request.headers['Referer'] ?? '',
      webContentsId: contents.id,
      timestamp: Date.now(),
    });
    if (decision.cancel) {
      session.fire('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    } else if (decision.redirectURL !== undefined) {
      session.fire('Fetch.fulfillRequest', {
        requestId,
        responseCode: 307,
        responseHeaders: [{ name: 'location', value: toInternalUrl(decision.redirectURL) }],
      });
    } else if (isOutside) {
      const kind = resourceType === 'Document' ? 'navigation' : 'request';
      logOutside({ kind, url, method: request.method, type: resourceType, from });
      session.fire('Fetch.continueRequest', { requestId });
    } else {
      await serve(paused, url);
    }
  }

  session.onEvent((method, params) => {
    switch (method) {
      case 'Fetch.requestPaused':
        handle(params as unknown as PausedRequest).catch((error: unknown) => {
          console.error('A request could not be served:', error);
          session.fire('Fetch.failRequest', {
            requestId: params['requestId'],
            errorReason: 'Failed',
          });
        });
        return;
      case 'Page.frameRequestedNavigation':
        onAnnouncement(params);
        return;
      case 'Network.webSocketCreated':
        logOutside({
          kind: 'websocket',
          url: String(params['url']),
          from: toProductUrl(contents.getURL()),
        });
        return;
      default:
    }
  });

  function onAnnouncement(params: CdpParams): void {
    const frameId = String(params['frameId']);
    const url = String(params['url']);
    if (params['disposition'] !== 'currentTab') return;
    if (/^(https?|file|blob|data|about|javascript):/i.test(url)) {
      const key = announcementKey(frameId, url);
      announced.add(key);
      announcements.get(key)?.();
      return;
    }
    // mailto: and similar links never become a request, but Electron's listeners are notified.
    announceNavigation(contents, toProductUrl(url), frameId === context.mainFrameId(), false);
  }
}

/**
 * Emits Electron's events before a page's own navigation. Returns true if a listener refuses it.
 */
function announceNavigation(
  contents: PageBase,
  url: string,
  isMainFrame: boolean,
  redirected: boolean,
): boolean {
  const frame = isMainFrame
    ? contents.mainFrame
    : new WebFrameMain(contents, () => url, contents.mainFrame);
  const event = createEvent({
    url,
    isSameDocument: false,
    isInPlace: false,
    isMainFrame,
    frame,
    initiator: contents.mainFrame,
  });
  const more = [url, false, isMainFrame, frame.processId, frame.routingId] as const;
  if (redirected) {
    contents.emit('will-redirect', event, ...more);
  } else {
    contents.emit('will-frame-navigate', event);
    if (isMainFrame) contents.emit('will-navigate', event, ...more);
  }
  return event.defaultPrevented;
}
