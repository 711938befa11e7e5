import type { BridgeEnd } from './bridge.ts';

/**
 * The page's own world, before any script of the page. Receives what the preload exposes, and asks
 * the main process about new windows. Runs in the page, as the source text of this one function.
 */
export function startMainWorld(bridge: BridgeEnd): void {
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
      Object.freeze(value);
      Object.values(value).forEach(freeze);
    }
    return value;
  };
  bridge.provide('expose', (key, api) => {
    const name = String(key);
    if (name in globalThis) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    Object.defineProperty(globalThis, name, { value: freeze(api), enumerable: true });
  });

  const resolve = (url: string | URL | undefined): string => {
    try {
      return new URL(url || 'about:blank', document.baseURI).href;
    } catch {
      throw new DOMException(
        `Unable to open a window with invalid URL '${String(url)}'.`,
        'SyntaxError',
      );
    }
  };
  const ask = (url: string, frameName: string, features: string, disposition: string): void => {
    bridge.call('open-window', url, frameName, features, disposition);
  };
  const nativeOpen = globalThis.open;
  globalThis.open = (url, name, features) => {
    const frameName = name ?? '';
    if (['_self', '_top', '_parent'].includes(frameName)) return nativeOpen(url, name, features);
    ask(resolve(url), frameName, features ?? '', features ? 'new-window' : 'foreground-tab');
    return null;
  };

  const onClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button === 2) return;
    const link = event
      .composedPath()
      .find((node) => node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement);
    if (!link?.href || link.href.startsWith('javascript:') || link.hasAttribute('download')) return;
    const elsewhere = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
    const named = !['', '_self', '_top', '_parent'].includes(link.target);
    if (!elsewhere && !named) return;
    event.preventDefault();
    ask(link.href, link.target, '', elsewhere ? 'background-tab' : 'foreground-tab');
  };
  globalThis.addEventListener('click', onClick);
  globalThis.addEventListener('auxclick', onClick);
}
