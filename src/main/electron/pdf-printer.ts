import { app, BrowserWindow } from 'electron';
import { setUnseen } from './app-windows.ts';
import { expected } from '../../shared/expected.ts';
import type { PdfPrinter } from '../transfer/export/pdf-printer.ts';
import { servePage } from './pages/protocol.ts';
import { lockNavigation } from './window.ts';

/** Countries that use Letter paper; all others use A4. */
const letterCountries: ReadonlySet<string> = new Set(
  'US CA MX PH CL CO CR GT PA PR SV VE DO NI'.split(' '),
);

/** How long a page may take to render (ms). */
const longestMs = 60_000;

/** In inches. */
const margin = 0.75;

const footer = `<div style="width: 100%; padding: 0 ${margin}in; font: 8px system-ui, sans-serif; color: #62666e; text-align: right">
  <span class="pageNumber"></span> / <span class="totalPages"></span></div>`;

/**
 * Prints self-contained pages to PDF in a hidden window that has no preload, runs no scripts and
 * cannot access anything. The window is created with the first page and closed by `close`.
 */
export function createPdfPrinter(report: (error: unknown) => void): PdfPrinter {
  let window: BrowserWindow | null = null;

  const open = (): BrowserWindow => {
    if (window !== null && !window.isDestroyed()) return window;
    window = new BrowserWindow({
      show: false,
      width: 800,
      height: 1000,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        javascript: false,
        devTools: false,
      },
    });
    setUnseen(window);
    lockNavigation(window.webContents, report);
    return window;
  };

  const close = (): void => {
    if (window !== null && !window.isDestroyed()) window.destroy();
    window = null;
  };

  return {
    async print(html, signal) {
      signal.throwIfAborted();
      const page = servePage(html);
      const deadline = AbortSignal.timeout(longestMs);
      const either = AbortSignal.any([signal, deadline]);
      let end = (): void => undefined;
      const ended = new Promise<never>((_resolve, reject) => {
        end = () => {
          // Close the window with its page, whatever that is doing.
          close();
          reject(new Error('Printing was ended', { cause: either.reason }));
        };
        either.addEventListener('abort', end, { once: true });
      });
      const print = async (): Promise<Uint8Array> => {
        const { webContents } = open();
        await webContents.loadURL(page.url);
        return webContents.printToPDF({
          pageSize: letterCountries.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4',
          margins: { top: margin, bottom: margin, left: margin, right: margin },
          printBackground: true,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: footer,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        });
      };
      try {
        return await Promise.race([print(), ended]);
      } catch (error) {
        signal.throwIfAborted();
        if (deadline.aborted) {
          throw expected('pdf_too_slow', {});
        }
        report(error);
        close();
        throw expected('pdf_failed', {});
      } finally {
        // Otherwise a later deadline would close the window while it prints the next page.
        either.removeEventListener('abort', end);
        page.release();
      }
    },
    close,
  };
}
