import { app, BrowserWindow, session, type Session } from 'electron';
import {
  pageLimits,
  pictureOf,
  type DrawnPages,
  type DrawPages,
  type NotDrawn,
  type PagePicture,
} from '../attachments/page-pictures.ts';
import { setUnseen } from './app-windows.ts';
import { appScheme } from './origin.ts';
import { refuse, rendererFile } from './pages/renderer-files.ts';
import { lockNavigation, lockSession } from './window.ts';

/** How often the page's memory is checked (ms). */
const watchMs = 100;

const pageUrl = `${appScheme}://pages/sandbox/pdf-pages.html`;

/**
 * Allows our own scripts and decoders, and the PDF; nothing else is loaded, and nothing is sent.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  'img-src blob: data:',
  'font-src blob: data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function fileResponse(pieces: readonly Uint8Array[]): Response {
  const rest = pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = rest.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/octet-stream' } });
}

async function scriptOrPage(root: string, pathname: string): Promise<Response> {
  const response = await rendererFile(root, pathname);
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Calls the page's function; its result is untrusted. */
async function askPage(window: BrowserWindow, number: number): Promise<unknown> {
  const { longestSide, quality } = pageLimits;
  const call = `drawPage(${String(number)}, ${String(longestSide)}, ${String(quality)})`;
  return window.webContents.executeJavaScript(call);
}

function bytesOf(pid: number): number {
  const metric = app.getAppMetrics().find((each) => each.pid === pid);
  return metric === undefined ? 0 : metric.memory.workingSetSize * 1024;
}

/**
 * Creates the renderer of PDF pages: pdf.js in a hidden window without preload, Node or network and
 * with its own session. The window is closed after each PDF. `root` is the folder of the built
 * renderer.
 */
export function createPageDrawer(root: string, report: (error: unknown) => void): DrawPages {
  let own: Session | null = null;
  let file: readonly Uint8Array[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const openSession = (): Session => {
    if (own !== null) return own;
    own = session.fromPartition('pdf-pages', { cache: false });
    lockSession(own);
    own.protocol.handle(appScheme, (request) => {
      const { pathname, host } = new URL(request.url);
      if (request.method !== 'GET' || host !== 'pages') return refuse(404, 'Not found');
      return pathname === '/file' ? fileResponse(file) : scriptOrPage(root, pathname);
    });
    return own;
  };

  const openWindow = (): BrowserWindow => {
    const window = new BrowserWindow({
      show: false,
      width: 400,
      height: 300,
      webPreferences: {
        session: openSession(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        backgroundThrottling: false,
        devTools: false,
      },
    });
    setUnseen(window);
    lockNavigation(window.webContents, report);
    return window;
  };

  /** Resolves when the page has to be terminated. */
  const endOf = (window: BrowserWindow, signal: AbortSignal): Promise<NotDrawn> =>
    new Promise((resolve) => {
      const watch = setInterval(() => {
        if (window.isDestroyed()) return;
        const pid = window.webContents.getOSProcessId();
        if (bytesOf(pid) > pageLimits.memoryBytes) resolve('large');
      }, watchMs);
      const deadline = setTimeout(() => resolve('slow'), pageLimits.deadlineMs);
      window.webContents.once('render-process-gone', (_event, { reason }) =>
        resolve(reason === 'oom' || reason === 'memory-eviction' ? 'large' : 'damaged'),
      );
      signal.addEventListener('abort', () => {
        clearInterval(watch);
        clearTimeout(deadline);
      });
    });

  const drawEach = async (
    window: BrowserWindow,
    numbers: readonly number[],
  ): Promise<DrawnPages> => {
    await window.loadURL(pageUrl);
    const pictures: PagePicture[] = [];
    let length = 0;
    let isBlank = true;
    for (const number of numbers.slice(0, pageLimits.maxPages)) {
      const answer = await askPage(window, number);
      const drawn = typeof answer === 'object' && answer !== null ? answer : {};
      const url = pictureOf('url' in drawn ? drawn.url : null, pageLimits);
      if (url === null) return { kind: 'damaged' };
      length += url.length;
      if (length > pageLimits.maxLength) break;
      pictures.push({ number, url });
      isBlank &&= 'isBlank' in drawn && drawn.isBlank === true;
    }
    return isBlank ? { kind: 'damaged' } : { kind: 'drawn', pictures };
  };

  const draw = async (
    pieces: readonly Uint8Array[],
    numbers: readonly number[],
  ): Promise<DrawnPages> => {
    const done = new AbortController();
    let window: BrowserWindow | null = null;
    try {
      file = pieces;
      window = openWindow();
      const ended = endOf(window, done.signal).then((kind) => ({ kind }));
      return await Promise.race([drawEach(window, numbers), ended]);
    } catch (error) {
      // pdf.js cannot draw it, or the page could not be opened.
      report(error);
      return { kind: 'damaged' };
    } finally {
      done.abort();
      file = [];
      if (window !== null && !window.isDestroyed()) {
        // A busy page does not notice that its window is closed.
        window.webContents.forcefullyCrashRenderer();
        window.destroy();
      }
    }
  };

  return (pieces, numbers) => {
    const next = queue.then(() => draw(pieces, numbers));
    queue = next;
    return next;
  };
}
