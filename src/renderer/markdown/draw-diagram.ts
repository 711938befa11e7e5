import { isReady, maxSource, readResult } from '../sandbox/message.ts';
import type { DrawResult } from '../sandbox/message.ts';

/** A picture of a diagram: the address of an SVG image, and its size in px. */
export interface Picture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A diagram that is not drawn after this many ms is given up, with the page that hangs on it. */
const patience = 15_000;

interface Waiting {
  readonly resolve: (result: DrawResult) => void;
  readonly reject: (reason: Error) => void;
}

interface Draughtsman {
  readonly frame: HTMLIFrameElement;
  readonly ready: Promise<void>;
  readonly waiting: Map<number, Waiting>;
  readonly close: (reason: string) => void;
}

let current: Draughtsman | null = null;
let lastId = 0;

/** Opens the one sandboxed page that draws all diagrams of the window. */
function open(): Draughtsman {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'Diagrams';
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  // Not display: none, for text has to be measured in it.
  frame.style.cssText =
    'position:fixed;inset-block-start:-4000px;inline-size:1200px;block-size:800px;visibility:hidden;border:0';
  const waiting = new Map<number, Waiting>();
  const { promise: ready, resolve: isOpen, reject: isClosed } = Promise.withResolvers<void>();
  // Whoever waits for it hears of it; nobody may.
  ready.catch(() => undefined);
  const listen = (event: MessageEvent<unknown>): void => {
    if (event.source !== frame.contentWindow || event.origin !== 'null') return;
    if (isReady(event.data)) isOpen();
    const result = readResult(event.data);
    if (result === null) return;
    waiting.get(result.id)?.resolve(result);
    waiting.delete(result.id);
  };
  addEventListener('message', listen);
  const close = (reason: string): void => {
    removeEventListener('message', listen);
    frame.remove();
    const error = new Error(reason);
    isClosed(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (current?.frame === frame) current = null;
  };
  frame.src = '/sandbox/diagram.html';
  document.body.append(frame);
  return { frame, ready, waiting, close };
}

/**
 * Draws a Mermaid diagram in the sandboxed page. Rejects with Mermaid's words when the source is not
 * one, and when it takes too long. The address must be revoked when it is no longer shown.
 */
export async function drawDiagram(source: string, dark: boolean): Promise<Picture> {
  if (source.length > maxSource) throw new Error('The diagram is too long to be drawn.');
  const page = (current ??= open());
  lastId += 1;
  const id = lastId;
  const late = setTimeout(() => page.close('The diagram took too long to draw.'), patience);
  try {
    await page.ready;
    const result = await new Promise<DrawResult>((resolve, reject) => {
      page.waiting.set(id, { resolve, reject });
      page.frame.contentWindow?.postMessage({ id, source, dark }, '*');
    });
    if (result.kind === 'failed') throw new Error(result.message);
    const url = URL.createObjectURL(new Blob([result.svg], { type: 'image/svg+xml' }));
    return { url, width: result.width, height: result.height };
  } finally {
    clearTimeout(late);
  }
}
