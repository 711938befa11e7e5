import { answeredId, isReady } from '../../sandbox/message.ts';

/** A page without origin that processes model output and can be terminated. */
export interface SandboxPage {
  /**
   * Sends a request and returns the answer, unvalidated. The first request opens the page. Rejects
   * with `Late` if there is no answer within this time (ms); the page is then terminated.
   */
  readonly ask: (question: object, patienceMs: number) => Promise<unknown>;
}

/** The work took too long and was terminated. */
export class Late extends Error {}

/** Time limit for opening a page (ms). */
const openingMs = 20_000;

interface Frame {
  readonly element: HTMLIFrameElement;
  readonly ready: Promise<void>;
  /** The answer to the request with this number. Rejects if the page is closed. */
  readonly answer: (id: number) => Promise<unknown>;
  readonly close: () => void;
}

/**
 * All pages share one process, separate from the window's. Work that hangs ends only with all of
 * them.
 */
const open = new Set<() => void>();

/** Registers a callback for the closing of all pages; returns a function that removes it. */
export function closedWithAll(close: () => void): () => void {
  open.add(close);
  return () => open.delete(close);
}

/** Ends all work in sandboxed pages. */
export function closeAllPages(): void {
  for (const close of Array.from(open)) close();
}

function openFrame(path: string): Frame {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.tabIndex = -1;
  element.ariaHidden = 'true';
  // Not display: none, because text has to be measured in it.
  element.style.cssText =
    'position:fixed;inset-block-start:-4000px;inline-size:1200px;block-size:800px;visibility:hidden;border:0';
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const opened = Promise.withResolvers<void>();
  // Waiting callers receive the rejection; there may be none.
  opened.promise.catch(() => undefined);
  const listen = (event: MessageEvent<unknown>): void => {
    if (event.source !== element.contentWindow || event.origin !== 'null') return;
    if (isReady(event.data)) opened.resolve();
    const id = answeredId(event.data);
    if (id !== null) waiting.get(id)?.resolve(event.data);
  };
  addEventListener('message', listen);
  const close = (): void => {
    removeEventListener('message', listen);
    forget();
    element.remove();
    const error = new Late('The page was closed.');
    opened.reject(error);
    for (const { reject } of waiting.values()) reject(error);
  };
  const forget = closedWithAll(close);
  element.src = path;
  document.body.append(element);
  return {
    element,
    ready: opened.promise,
    async answer(id) {
      const answer = Promise.withResolvers<unknown>();
      waiting.set(id, answer);
      try {
        return await answer.promise;
      } finally {
        waiting.delete(id);
      }
    },
    close,
  };
}

let lastId = 0;
/** One request at a time across all pages, so that we know which one takes too long. */
let queue: Promise<unknown> = Promise.resolve();

/** Creates a page; it opens on the first request. */
export function createSandboxPage(path: string): SandboxPage {
  let frame: Frame | null = null;

  async function askNow(question: object, patienceMs: number): Promise<unknown> {
    if (frame?.element.isConnected !== true) frame = openFrame(path);
    const current = frame;
    const opening = setTimeout(current.close, openingMs);
    await current.ready.finally(() => clearTimeout(opening));
    lastId += 1;
    const id = lastId;
    const late = setTimeout(closeAllPages, patienceMs);
    const answer = current.answer(id);
    current.element.contentWindow?.postMessage({ ...question, id }, '*');
    return answer.finally(() => clearTimeout(late));
  }

  return {
    ask(question, patienceMs) {
      const answer = queue.then(() => askNow(question, patienceMs));
      queue = answer.catch(() => undefined);
      return answer;
    },
  };
}
