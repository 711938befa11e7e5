import { recordCall } from './desktop/calls.ts';
import { PageBase } from './page-base.ts';
import { pdfParams, type PdfOptions } from './pdf.ts';

/** What is dragged: files on the disk, and an icon under the pointer. */
interface DragItem {
  readonly file?: string;
  readonly files?: readonly string[];
  readonly icon?: { isEmpty(): boolean };
}

/** Selects the word at the caret. Runs in the page, as source text. */
const selectWord = `(() => {
  const field = document.activeElement;
  if (typeof field?.selectionStart !== 'number') return;
  const { value, selectionStart } = field;
  const from = value.slice(0, selectionStart).search(/[^\\s]*$/u);
  const to = selectionStart + value.slice(selectionStart).search(/\\s|$/u);
  field.setSelectionRange(from, to);
})()`;

/**
 * The part of `webContents` that acts on a page as a person would: zoom, editing, printing,
 * colours.
 */
export abstract class PageControls extends PageBase {
  #zoomLevel = 0;
  #userAgent = '';

  setZoomLevel(level: number): void {
    this.#zoomLevel = level;
    this.#applyZoom();
  }

  getZoomLevel(): number {
    return this.#zoomLevel;
  }

  get zoomLevel(): number {
    return this.#zoomLevel;
  }

  set zoomLevel(level: number) {
    this.setZoomLevel(level);
  }

  setZoomFactor(factor: number): void {
    this.setZoomLevel(Math.log(factor) / Math.log(1.2));
  }

  getZoomFactor(): number {
    return 1.2 ** this.#zoomLevel;
  }

  get zoomFactor(): number {
    return this.getZoomFactor();
  }

  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }

  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }

  async printToPDF(options: PdfOptions = {}): Promise<Buffer> {
    await this.target;
    const { data } = await this.command<{ data: string }>('Page.printToPDF', pdfParams(options));
    return Buffer.from(data, 'base64');
  }

  copy(): void {
    this.#edit('copy');
  }

  cut(): void {
    this.#edit('cut');
  }

  paste(): void {
    this.#edit('paste');
  }

  selectAll(): void {
    this.#edit('selectAll');
  }

  undo(): void {
    this.#edit('undo');
  }

  redo(): void {
    this.#edit('redo');
  }

  delete(): void {
    this.#edit('delete');
  }

  insertText(text: string): Promise<void> {
    this.cdp?.fire('Input.insertText', { text });
    return Promise.resolve();
  }

  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent;
    this.cdp?.fire('Network.setUserAgentOverride', { userAgent });
  }

  getUserAgent(): string {
    return this.#userAgent;
  }

  setBackgroundThrottling(): void {}
  setAudioMuted(): void {}
  openDevTools(): void {}
  closeDevTools(): void {}
  toggleDevTools(): void {}
  inspectElement(): void {}
  setIgnoreMenuShortcuts(): void {}
  print(): void {}
  setWebRTCIPHandlingPolicy(): void {}

  /** Replaces the word at the caret, as a person who chose a suggestion. */
  replaceMisspelling(word: string): void {
    this.command('Runtime.evaluate', { expression: selectWord })
      .then(() => this.insertText(word))
      .catch((error: unknown) => console.error('The word was not replaced:', error));
  }

  /** Shows nothing; only macOS does. Written down there in `app.desktopCalls`. */
  showDefinitionForSelection(): void {
    if (process.platform === 'darwin') recordCall('showDefinitionForSelection');
  }

  /** Written down in `app.desktopCalls`; the clipboard gets nothing. */
  copyImageAt(x: number, y: number): void {
    recordCall('copyImageAt', x, y);
  }

  /** Written down in `app.desktopCalls`; nothing is dragged. Fails as with Electron. */
  startDrag({ file, files = file === undefined ? [] : [file], icon }: DragItem): void {
    if (icon === undefined) throw new Error("'icon' parameter is required");
    if (files.length === 0) throw new Error("Must specify either 'file' or 'files' option");
    if (icon.isEmpty()) {
      if (process.platform === 'darwin') throw new Error("Must specify non-empty 'icon' option");
      return;
    }
    for (const path of files) recordCall('startDrag', path);
  }

  /** For the runtime itself: sets the reported `prefers-color-scheme`; null leaves it alone. */
  setColorScheme(scheme: 'dark' | 'light' | null): void {
    const value = scheme ?? '';
    this.cdp?.fire('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value }],
    });
  }

  #edit(command: string): void {
    const expression = `document.execCommand(${JSON.stringify(command)})`;
    this.cdp?.fire('Runtime.evaluate', { expression, userGesture: true });
  }

  #applyZoom(): void {
    const factor = this.getZoomFactor();
    this.cdp?.fire('Runtime.evaluate', {
      expression: `document.documentElement.style.zoom = ${factor}`,
    });
  }

  /** Sends a command of the DevTools protocol. Rejects once the page is gone. */
  protected command<T>(method: string, params?: object): Promise<T> {
    if (!this.cdp) return Promise.reject(new TypeError('Object has been destroyed'));
    return this.cdp.send<T>(method, { ...params });
  }
}
