import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lifecycle } from './app-state.ts';
import {
  dropFocus,
  focusOtherProgram,
  focusOwner,
  focusRule,
  leaveFocus,
  passFocus,
  takeFocus,
  type FocusTarget,
} from './desktop/focus-stack.ts';
import { createEvent, emitPreventable } from './events.ts';
import { browserSession, createPageTarget } from './runtime.ts';
import { WebContents } from './web-contents.ts';
import { WindowPlacement, type BrowserWindowOptions } from './window-placement.ts';

const windows = new Map<number, BrowserWindow>();
let lastId = 0;

/** Electron's `BrowserWindow`, over a Chromium window. */
export class BrowserWindow extends WindowPlacement {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #focusTarget: FocusTarget;
  /** The page has yet to report that it lost the focus, as the window already knows. */
  #isBlurDue = false;
  #visible: boolean;
  #destroyed = false;

  constructor(options: BrowserWindowOptions = {}) {
    if (!lifecycle.ready) throw new Error('Cannot create BrowserWindow before app is ready');
    super(options);
    lastId += 1;
    this.id = lastId;
    this.#visible = options.show ?? true;
    this.#focusTarget = {
      program: null,
      isPanel: options.type === 'panel' && focusRule === 'mac',
      isShown: () => this.isVisible(),
      gain: () => this.#onFocus(),
      lose: () => this.#onBlur(),
    };
    windows.set(this.id, this);
    const target = createPageTarget(this.outerBounds());
    this.webContents = new WebContents(options.webPreferences ?? {}, target);
    this.webContents.closeWindow = () => this.#closeNow();
    this.placeTarget(target);
    this.#follow();
    lifecycle.emitter.emit('browser-window-created', createEvent({}), this);
    lifecycle.emitter.emit('web-contents-created', createEvent({}), this.webContents);
    if (this.#visible) queueMicrotask(() => this.focus());
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }

  /** As `app.hide` of macOS. Returns the windows that were visible. */
  static hideAll(): readonly BrowserWindow[] {
    const visible = BrowserWindow.getAllWindows().filter((window) => window.#visible);
    for (const window of visible) window.#hide();
    focusOtherProgram();
    return visible;
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(path: string): Promise<void> {
    return this.webContents.loadURL(pathToFileURL(resolve(lifecycle.appPath(), path)).href);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    if (this.isNormal()) this.setState('normal');
    this.emit('show');
  }

  hide(): void {
    if (!this.#visible) return;
    this.#hide();
    passFocus(this.#focusTarget);
  }

  focus(): void {
    if (!this.#destroyed && this.isVisible()) takeFocus(this.#focusTarget);
  }

  blur(): void {
    passFocus(this.#focusTarget);
  }

  close(): void {
    if (this.#destroyed) return;
    if (emitPreventable(this, 'close', {})) lifecycle.closeRefused();
    else if (this.webContents.isCrashed()) this.#closeNow();
    else this.webContents.closeAsking();
  }

  destroy(): void {
    this.#closeNow();
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isVisible(): boolean {
    return this.#visible && !this.isMinimized();
  }

  isFocused(): boolean {
    return focusOwner() === this.#focusTarget;
  }

  #hide(): void {
    this.#visible = false;
    this.sendState('minimized');
    this.emit('hide');
  }

  #onFocus(): void {
    this.webContents.focus();
    this.emit('focus');
    lifecycle.emitter.emit('browser-window-focus', createEvent({}), this);
  }

  #onBlur(): void {
    this.#isBlurDue = true;
    this.emit('blur');
    lifecycle.emitter.emit('browser-window-blur', createEvent({}), this);
  }

  /** Turns reports of Chromium and the page into the window's events. */
  #follow(): void {
    const contents = this.webContents;
    let shown = false;
    const readyToShow = (): void => {
      if (shown) return;
      shown = true;
      this.emit('ready-to-show');
    };
    contents.on('stand-in-first-paint', () => {
      if (contents.getURL() !== '') readyToShow();
    });
    contents.on('did-finish-load', readyToShow);
    contents.on('page-title-updated', (event: { defaultPrevented: boolean }, title: string) => {
      const refused = emitPreventable(this, 'page-title-updated', {}, title, true);
      if (!refused && !event.defaultPrevented) this.setTitle(title);
    });
    contents.on('stand-in-focus', () => {
      this.#isBlurDue = false;
      this.focus();
    });
    contents.on('stand-in-blur', () => {
      if (!this.#isBlurDue) dropFocus(this.#focusTarget);
      this.#isBlurDue = false;
    });
    contents.on('stand-in-resize', () => void this.measure());
    contents.on('stand-in-unload-refused', () => lifecycle.closeRefused());
    contents.on('stand-in-window-allowed', (url: string, options: BrowserWindowOptions) => {
      const child = new BrowserWindow(options);
      contents.emit('did-create-window', child, { url });
      void child.loadURL(url).catch(() => undefined);
    });
    contents.on('destroyed', () => this.#onClosed());
  }

  #closeNow(): void {
    void this.#closeTarget();
    this.#onClosed();
  }

  async #closeTarget(): Promise<void> {
    const browser = await browserSession();
    const { targetId } = await this.webContents.pageTarget();
    browser.fire('Target.closeTarget', { targetId });
  }

  #onClosed(): void {
    if (this.#destroyed) return;
    leaveFocus(this.#focusTarget);
    this.#destroyed = true;
    windows.delete(this.id);
    this.emit('closed');
    lifecycle.windowClosed(windows.size);
  }
}
