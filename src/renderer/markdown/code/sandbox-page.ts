import { answeredId, isReady } from '../../sandbox/message.ts';

/** A page of no origin in which work on what a model wrote is done, and can be ended. */
export interface SandboxPage {
  /**
   * Asks the page, which is opened at the first question, and returns its answer, unchecked. Rejects with
   * `Late` when there is none after so many ms: then the work is ended, with the page.
   */
  readonly ask: (question: object, patienceMs: number) => Promise<unknown>;
}

/** The work took too long, and was ended. */
export class Late extends Error {}

/** A page that is not there after so many ms does not come. */
const openingMs = 20_000;

interface Frame {
  readonly element: HTMLIFrameElement;
  readonly ready: Promise<void>;
  /** The answer to the question with this number; rejects when the page is closed. */
  readonly answer: (id: number) => Promise<unknown>;
  readonly close: () => void;
}

/** All pages share one process, beside the window's: what hangs is ended only with all of them. */
const open = new Set<() => void>();

/** Tells what is to be done when all pages are closed; returns the end of that. */
export function closedWithAll(close: () => void): () => void {
  open.add(close);
  return () => open.delete(close);
}

/** Ends all work in pages of no origin. */
export function closeAllPages(): void {
  for (const close of Array.from(open)) close();
}

function openFrame(path: string, title: string): Frame {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.title = title;
  element.tabIndex = -1;
  element.ariaHidden = 'true';
  // Not display: none, for text has to be measured in it.
  element.style.cssText =
    'position:fixed;inset-block-start:-4000px;inline-size:1200px;block-size:800px;visibility:hidden;border:0';
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const opened = Promise.withResolvers<void>();
  // Whoever waits for it hears of it; nobody may.
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
/** One question after the other, of all pages: who takes too long is then known. */
let queue: Promise<unknown> = Promise.resolve();

/** Returns a page that is not opened yet. */
export function createSandboxPage(path: string, title: string): SandboxPage {
  let frame: Frame | null = null;

  async function askNow(question: object, patienceMs: number): Promise<unknown> {
    if (frame?.element.isConnected !== true) frame = openFrame(path, title);
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
