import { readPreviewRequest } from './message.ts';
import type { PreviewRequest } from './message.ts';

/**
 * The page that shows what HTML or SVG of an answer describes: a page of no origin, which runs nothing, or an
 * image. It tells the window again and again that it is alive; when it falls silent, the window closes it.
 */
const beatMs = 250;

/** In force in the page whatever it says itself: nothing is fetched, nothing runs. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

function show({ kind, source }: PreviewRequest): void {
  const type = kind === 'svg' ? 'image/svg+xml' : 'text/html;charset=utf-8';
  const head = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const url = URL.createObjectURL(new Blob([kind === 'svg' ? source : head + source], { type }));
  if (kind === 'svg') {
    const image = document.createElement('img');
    image.alt = 'Preview of the SVG';
    image.style.cssText = 'display:block;max-inline-size:100%;margin:auto';
    image.src = url;
    document.body.replaceChildren(image);
    return;
  }
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', '');
  frame.title = 'Preview of the page';
  // Not `position: fixed`: the browser would not scroll the conversation to what has the focus within.
  frame.style.cssText = 'display:block;inline-size:100%;block-size:100vh;border:0';
  frame.src = url;
  document.body.style.margin = '0';
  document.body.replaceChildren(frame);
}

addEventListener('message', (event: MessageEvent<unknown>) => {
  const request = event.source === window.parent ? readPreviewRequest(event.data) : null;
  if (request !== null) show(request);
});

document.body.style.cssText = 'margin:16px;background:#fff;color-scheme:light';
setInterval(() => window.parent.postMessage({ kind: 'alive' }, '*'), beatMs);
window.parent.postMessage({ kind: 'ready' }, '*');
