import { EventEmitter } from 'node:events';
import { lifecycle } from './app-state.ts';
import type { WebPreferences } from './page-base.ts';
import { recordCall } from './desktop/calls.ts';
import { isWayland } from './desktop/screen.ts';
import { browserSession, type PageTarget } from './runtime.ts';

/** Position and size in CSS pixels. The size is that of the page. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The supported options. */
export interface BrowserWindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly backgroundColor?: string;
  readonly type?: string;
  readonly webPreferences?: WebPreferences;
}

/** The height of Chromium's bar above the page, until measured. */
let barHeight = 87;

type WindowState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

/** The position and outer appearance of a window. */
export abstract class WindowPlacement extends EventEmitter {
  protected bounds: Rectangle;
  #minimumSize: readonly [number, number];
  #title: string;
  #backgroundColor: string;
  #state: WindowState = 'normal';
  #menuBarVisible = true;
  #alwaysOnTop = false;
  #windowId: Promise<number> = Promise.reject(new Error('The window has no target yet.'));
  #session: PageTarget['session'] | null = null;

  constructor(options: BrowserWindowOptions) {
    super();
    this.#windowId.catch(() => undefined);
    this.bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: Math.max(options.width ?? 800, options.minWidth ?? 0),
      height: Math.max(options.height ?? 600, options.minHeight ?? 0),
    };
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#title = options.title ?? lifecycle.name();
    this.#backgroundColor = options.backgroundColor ?? '#FFFFFF';
  }

  abstract blur(): void;
  abstract isDestroyed(): boolean;

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }

  isNormal(): boolean {
    return this.#state === 'normal';
  }

  minimize(): void {
    this.setState('minimized');
    this.blur();
    this.emit('minimize');
  }

  maximize(): void {
    this.setState('maximized');
    this.emit('maximize');
  }

  unmaximize(): void {
    this.setState('normal');
    this.emit('unmaximize');
  }

  restore(): void {
    this.setState('normal');
    this.emit('restore');
  }

  setFullScreen(on: boolean): void {
    this.setState(on ? 'fullscreen' : 'normal');
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen');
  }

  getBounds(): Rectangle {
    return { ...this.bounds, ...(isWayland ? { x: 0, y: 0 } : {}) };
  }

  getNormalBounds(): Rectangle {
    return this.getBounds();
  }

  getContentBounds(): Rectangle {
    return { ...this.bounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const [minimumWidth, minimumHeight] = this.#minimumSize;
    const before = this.bounds;
    const next = { ...before, ...bounds, ...(isWayland ? { x: before.x, y: before.y } : {}) };
    this.bounds = {
      ...next,
      width: Math.max(next.width, minimumWidth),
      height: Math.max(next.height, minimumHeight),
    };
    this.sendBounds();
    if (next.x !== before.x || next.y !== before.y) this.emit('move');
    if (next.width !== before.width || next.height !== before.height) this.emit('resize');
  }

  getSize(): number[] {
    return [this.bounds.width, this.bounds.height];
  }

  getContentSize(): number[] {
    return this.getSize();
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getPosition(): number[] {
    const { x, y } = this.getBounds();
    return [x, y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  center(): void {}

  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height];
  }

  getMinimumSize(): number[] {
    return [...this.#minimumSize];
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setBackgroundColor(color: string): void {
    this.#backgroundColor = color;
  }

  getBackgroundColor(): string {
    return this.#backgroundColor;
  }

  setMenuBarVisibility(visible: boolean): void {
    this.#menuBarVisible = visible;
  }

  isMenuBarVisible(): boolean {
    return this.#menuBarVisible;
  }

  setAlwaysOnTop(on: boolean): void {
    this.#alwaysOnTop = on;
  }

  isAlwaysOnTop(): boolean {
    return this.#alwaysOnTop;
  }

  setProgressBar(progress: number, options?: object): void {
    recordCall('window.setProgressBar', progress, ...(options === undefined ? [] : [options]));
  }

  setAutoHideMenuBar(): void {}
  setMenu(): void {}
  removeMenu(): void {}
  setIcon(): void {}
  setTitleBarOverlay(): void {}
  setWindowButtonVisibility(): void {}
  setVibrancy(): void {}
  setBackgroundMaterial(): void {}
  setDocumentEdited(): void {}
  setRepresentedFilename(): void {}
  setContentProtection(): void {}
  flashFrame(): void {}
  moveTop(): void {}

  /** The bounds of Chromium's window that give the page the requested size. */
  protected outerBounds(): object {
    const { x, y, width, height } = this.bounds;
    return { left: x, top: y, width, height: height + barHeight };
  }

  protected placeTarget(target: Promise<PageTarget>): void {
    this.#windowId = target.then(async ({ targetId, session, isPlaced }) => {
      this.#session = session;
      const browser = await browserSession();
      const { windowId } = await browser.send<{ windowId: number }>('Browser.getWindowForTarget', {
        targetId,
      });
      if (!isPlaced)
        browser.fire('Browser.setWindowBounds', { windowId, bounds: this.outerBounds() });
      return windowId;
    });
    this.#windowId.catch(() => undefined);
    this.once('ready-to-show', () => void this.#correctBar());
  }

  protected setState(state: WindowState): void {
    this.#state = state;
    this.sendState(state);
  }

  protected sendState(windowState: WindowState): void {
    void this.#setChromiumBounds({ windowState });
  }

  protected sendBounds(): void {
    if (this.#state === 'normal') void this.#setChromiumBounds(this.outerBounds());
  }

  /** Called when a person (or a test) has resized the window from outside. */
  protected async measure(): Promise<void> {
    const size = await this.#pageSize();
    if (!size || this.#state !== 'normal') return;
    if (size.width === this.bounds.width && size.height === this.bounds.height) return;
    this.bounds = { ...this.bounds, width: size.width, height: size.height };
    this.emit('resize');
    this.emit('resized');
  }

  async #correctBar(): Promise<void> {
    const size = await this.#pageSize();
    if (!size || size.bar === barHeight || size.bar < 0 || size.bar > 300) return;
    barHeight = size.bar;
    this.sendBounds();
  }

  async #pageSize(): Promise<{ width: number; height: number; bar: number } | null> {
    const answer = await this.#session
      ?.send<{ result: { value: [number, number, number] } }>('Runtime.evaluate', {
        expression: '[innerWidth, innerHeight, outerHeight - innerHeight]',
        returnByValue: true,
      })
      .catch(() => null);
    if (!answer) return null;
    const [width, height, bar] = answer.result.value;
    return { width, height, bar };
  }

  async #setChromiumBounds(bounds: object): Promise<void> {
    try {
      const browser = await browserSession();
      await browser.send('Browser.setWindowBounds', { windowId: await this.#windowId, bounds });
    } catch (error) {
      if (!this.isDestroyed()) console.error('The window could not be placed:', error);
    }
  }
}
