import { createEvent } from './events.ts';
import type { OpenHandler, WebPreferences } from './page-base.ts';
import { PageControls } from './page-controls.ts';
import { watchRenderer } from './process-metrics.ts';
import { findRendererProcess } from './renderer-process.ts';
import type { PageTarget } from './runtime.ts';
import { session } from './session.ts';
import { toInternalUrl } from './url-map.ts';

const everyContents = new Map<number, WebContents>();

/** Chromium's codes of errors that tests are likely to meet; -2 is a general failure. */
const netErrors: Readonly<Record<string, number>> = {
  ERR_ABORTED: -3,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_ADDRESS_UNREACHABLE: -109,
};

/** Electron's `webContents`. */
export class WebContents extends PageControls {
  #osProcessId: number | null = null;
  /** Set by the window that contains the page. */
  closeWindow: () => void = () => undefined;
  readonly navigationHistory = {
    canGoBack: () => false,
    canGoForward: () => false,
    clear: () => undefined,
    getActiveIndex: () => 0,
    length: () => 1,
  };

  constructor(preferences: WebPreferences, target: Promise<PageTarget>) {
    super(preferences, target);
    everyContents.set(this.id, this);
    this.on('destroyed', () => everyContents.delete(this.id));
  }

  static fromId(id: number): WebContents | undefined {
    return everyContents.get(id);
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...everyContents.values()].find((contents) => contents.targetId === targetId);
  }

  static getAllWebContents(): WebContents[] {
    return [...everyContents.values()];
  }

  /** Resolves when the page has loaded; rejects with Chromium's error, as in Electron. */
  async loadURL(url: string): Promise<void> {
    await this.target;
    const internal = new URL(toInternalUrl(url)).href.replace(/#.*$/, '');
    this.programmatic.add(internal);
    this.loadAsked = true;
    const result = await this.command<{ errorText?: string; loaderId?: string }>('Page.navigate', {
      url: toInternalUrl(url),
    });
    this.programmatic.delete(internal);
    if (result.errorText) {
      const name = result.errorText.replace('net::', '');
      const code = netErrors[name] ?? -2;
      this.emit('did-fail-load', createEvent({}), code, name, url, true);
      throw Object.assign(new Error(`${name} (${code}) loading '${url}'`), {
        errno: code,
        code: name,
        url,
      });
    }
    // No loader: a jump inside the same document.
    if (result.loaderId !== undefined) await this.#loaded(result.loaderId);
    // Only for windows in a separate session, whose processes are monitored, because finding the
    // process takes a while.
    if (this.session !== session.defaultSession) await this.#findProcess();
  }

  async #findProcess(): Promise<void> {
    if (this.cdp === null) return;
    const pid = await findRendererProcess(this.cdp);
    if (pid === null || this.destroyed) return;
    this.#osProcessId = pid;
    this.once('destroyed', watchRenderer(pid));
  }

  /** Waits for this load, for the next one if it was overtaken, or for the end of the page. */
  #loaded(loaderId: string): Promise<void> {
    if (this.loadedBy === loaderId) return Promise.resolve();
    return new Promise((resolve) => {
      this.once('stand-in-loaded', () => resolve());
      this.once('destroyed', () => resolve());
    });
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(new URL(path, 'file:///').href);
  }

  reload(): void {
    this.programmatic.add(toInternalUrl(this.url).replace(/#.*$/, ''));
    this.cdp?.fire('Page.reload');
  }

  reloadIgnoringCache(): void {
    this.reload();
  }

  stop(): void {
    this.cdp?.fire('Page.stopLoading');
  }

  /** The result must be JSON; Electron clones it. */
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    await this.target;
    const { result, exceptionDetails } = await this.command<{
      result: { value?: unknown };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture,
    });
    if (!exceptionDetails) return result.value;
    const { exception, text } = exceptionDetails;
    throw new Error((exception?.description ?? text).split('\n')[0]);
  }

  async insertCSS(css: string): Promise<string> {
    await this.executeJavaScript(
      `document.adoptedStyleSheets.push(Object.assign(new CSSStyleSheet(), {}));
       document.adoptedStyleSheets.at(-1).replaceSync(${JSON.stringify(css)})`,
    );
    return 'css';
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  isLoading(): boolean {
    return this.loading;
  }

  isLoadingMainFrame(): boolean {
    return this.loading;
  }

  isCrashed(): boolean {
    return this.crashed;
  }

  isFocused(): boolean {
    return !this.destroyed;
  }

  getTitle(): string {
    return this.title;
  }

  getType(): string {
    return 'window';
  }

  getOSProcessId(): number {
    return this.#osProcessId ?? this.mainFrame.osProcessId;
  }

  getProcessId(): number {
    return this.mainFrame.processId;
  }

  focus(): void {
    this.cdp?.fire('Page.bringToFront');
  }

  close(options: { readonly waitForBeforeUnload?: boolean } = {}): void {
    if (options.waitForBeforeUnload) this.cdp?.fire('Page.close');
    else this.closeWindow();
  }

  /** For the runtime itself: runs `beforeunload` and then closes. */
  closeAsking(): void {
    void this.target.then(() => this.cdp?.fire('Page.close'));
  }

  forcefullyCrashRenderer(): void {
    this.cdp?.fire('Page.crash');
  }

  isDevToolsOpened(): boolean {
    return false;
  }
}
