import type { BridgeEnd } from './bridge.ts';
import type { Codec } from './codec.ts';
import type { PageEmitter } from './emitter.ts';

/** Values that the main process passes to the isolated world on injection. */
export interface PageSetup {
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** `webPreferences.additionalArguments`. */
  readonly argv: readonly string[];
  /** The binding through which messages reach the main process. */
  readonly binding: string;
  /** The global function through which the main process reaches this world. */
  readonly receiver: string;
  readonly preloadPath: string;
}

type Preload = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  filename: string,
  dirname: string,
  process: object,
) => void;

/**
 * The preload's world: `ipcRenderer`, `contextBridge`, `require`, and reports of events in the page
 * (focus, size, shortcuts, context menu). Runs in the page, as source text.
 */
export function startIsolatedWorld(
  setup: PageSetup,
  bridge: BridgeEnd,
  codec: Codec,
  EventEmitter: new () => PageEmitter,
  preload: Preload | null,
): void {
  const world = globalThis as unknown as Record<string, unknown>;
  const toMain = world[setup.binding] as (text: string) => void;
  const post = (...message: readonly unknown[]): void => toMain(JSON.stringify(message));
  post('hello', location.href);

  const pending = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  let lastCall = 0;

  class IpcRenderer extends EventEmitter {
    send(channel: string, ...args: readonly unknown[]): void {
      post('send', channel, codec.encode(args));
    }

    invoke(channel: string, ...args: readonly unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const text = codec.encode(args);
        lastCall += 1;
        pending.set(lastCall, { resolve, reject });
        post('invoke', channel, text, lastCall);
      });
    }
  }
  const ipcRenderer = new IpcRenderer();

  let pieces = '';
  world[setup.receiver] = (kind: string, first: string | number, end: string): void => {
    if (kind === 'piece') {
      pieces += end;
      return;
    }
    const text = pieces + end;
    pieces = '';
    if (kind === 'event') {
      const args = codec.decode(text) as unknown[];
      ipcRenderer.emit(String(first), { sender: ipcRenderer, ports: [], senderId: 0 }, ...args);
      return;
    }
    const call = pending.get(Number(first));
    pending.delete(Number(first));
    if (kind === 'result') call?.resolve(codec.decode(text));
    else call?.reject(new Error(text));
  };

  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown): void => {
      bridge.call('expose', key, api);
    },
  };
  const webFrame = { setZoomFactor: () => undefined, getZoomFactor: () => 1 };
  const webUtils = { getPathForFile: () => '' };
  const process = {
    type: 'renderer',
    platform: setup.platform,
    arch: setup.arch,
    versions: setup.versions,
    argv: setup.argv,
    env: {},
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    nextTick: (action: (...args: readonly unknown[]) => void, ...args: readonly unknown[]) => {
      queueMicrotask(() => action(...args));
    },
  };
  const electron = { contextBridge, ipcRenderer, webFrame, webUtils };
  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    events: Object.assign(EventEmitter, { EventEmitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (name: string): unknown => {
    const found = modules[name.replace(/^node:/, '')];
    if (found === undefined) throw new Error(`module not found: ${name}`);
    return found;
  };

  bridge.provide('open-window', (url, frameName, features, disposition) => {
    post('open', url, frameName, features, disposition);
  });
  const reportTitle = (): void => post('title', document.title);
  addEventListener('DOMContentLoaded', () => {
    reportTitle();
    new MutationObserver(reportTitle).observe(document.head, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  addEventListener('focus', () => post('focus'));
  addEventListener('blur', () => post('blur'));
  addEventListener('resize', () => post('resize'));
  addEventListener('keydown', (event) => {
    const shortcut = event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
    if (!shortcut || event.isComposing || !event.isTrusted) return;
    const { key, ctrlKey: control, metaKey: meta, altKey: alt, shiftKey: shift } = event;
    // The menu comes after the page, because a listener of the page may run later and prevent it.
    setTimeout(() => {
      if (!event.defaultPrevented) post('shortcut', { key, control, meta, alt, shift });
    });
  });
  /** The word at the caret of a text field, which a click with the right button has moved. */
  const wordAtCaret = (element: Element | null): string => {
    if (!(element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)) return '';
    const at = element.selectionStart ?? 0;
    const before = /\S*$/u.exec(element.value.slice(0, at))?.[0] ?? '';
    const after = /^\S*/u.exec(element.value.slice(at))?.[0] ?? '';
    return before + after;
  };
  addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return;
    // Electron has no default menu.
    event.preventDefault();
    const at = event.composedPath()[0];
    const element = at instanceof Element ? at : null;
    const link = element?.closest('a');
    const isEditable = Boolean(
      element?.closest('input, textarea, [contenteditable=""], [contenteditable="true"]'),
    );
    const picture = element instanceof HTMLImageElement ? element : null;
    const selectionText = String(getSelection() ?? '');
    post('context-menu', {
      x: event.clientX,
      y: event.clientY,
      linkURL: link?.href ?? '',
      linkText: link?.textContent ?? '',
      srcURL: picture?.src ?? '',
      mediaType: picture === null ? 'none' : 'image',
      hasImageContents: picture !== null && picture.complete && picture.naturalWidth > 0,
      altText: picture?.alt ?? '',
      titleText: element instanceof HTMLElement ? element.title : '',
      selectionText,
      isEditable,
      word: wordAtCaret(element),
      menuSourceType:
        event instanceof PointerEvent && event.pointerId === -1 ? 'keyboard' : 'mouse',
      editFlags: {
        canUndo: document.queryCommandEnabled('undo'),
        canRedo: document.queryCommandEnabled('redo'),
        canCut: isEditable && selectionText !== '',
        canCopy: selectionText !== '',
        canPaste: isEditable,
        canDelete: isEditable && selectionText !== '',
        canSelectAll: true,
      },
    });
  });

  if (preload === null) return;
  const module = { exports: {} };
  const folder = setup.preloadPath.replace(/[\\/][^\\/]*$/, '');
  try {
    preload(module.exports, require, module, setup.preloadPath, folder, process);
  } catch (error) {
    post('preload-error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
