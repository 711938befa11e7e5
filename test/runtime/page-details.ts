import type { CdpParams } from './cdp.ts';
import { toProductUrl } from './url-map.ts';
import type { WebFrameMain } from './web-frame.ts';

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The details of `console-message`, from Chromium's `Runtime.consoleAPICalled`. */
export function consoleDetails(params: CdpParams, frame: WebFrameMain) {
  const args = params['args'] as readonly { value?: unknown; description?: string }[];
  const message = args.map(({ value, description }) => description ?? asText(value)).join(' ');
  const level = { error: 'error', warning: 'warning', debug: 'debug' }[String(params['type'])];
  return { message, level: level ?? 'info', lineNumber: 0, sourceId: '', frame };
}

/** The details of `did-start-navigation`, from Chromium's `Page.frameStartedNavigating`. */
export function navigationDetails(params: CdpParams, frame: WebFrameMain) {
  return {
    url: toProductUrl(String(params['url'])),
    isSameDocument: String(params['navigationType']).includes('ameDocument'),
    isMainFrame: true,
    frame,
    initiator: frame,
  };
}

/** The details that a window-open handler gets, from the report of the page that opens one. */
export function openDetails(url: string, message: readonly unknown[], from: string) {
  const [, , frameName, features, disposition] = message;
  return {
    url,
    frameName,
    features,
    disposition,
    referrer: { url: from, policy: 'strict-origin-when-cross-origin' },
  };
}
