import { readPreviewRequest } from './message.ts';
import type { PreviewRequest } from './message.ts';

/**
 * The page that shows HTML or SVG of an answer: a page without origin that runs nothing, or an
 * image. It sends a heartbeat at this interval (ms); if it stops, the window closes the page.
 */
const beatMs = 250;

/** Applies whatever the page itself says: nothing is fetched, nothing runs. */
const policy =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

function show({ kind, source, title }: PreviewRequest): void {
  const type = kind === 'svg' ? 'image/svg+xml' : 'text/html;charset=utf-8';
  const head = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const url = URL.createObjectURL(new Blob([kind === 'svg' ? source : head + source], { type }));
  if (kind === 'svg') {
    const image = document.createElement('img');
    image.alt = title;
    image.style.cssText = 'display:block;max-inline-size:100%;margin:auto';
    image.src = url;
    document.body.replaceChildren(image);
    return;
  }
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', '');
  frame.title = title;
  // Not `position: fixed`, or the browser would not scroll the conversation to a focused element
  // inside.
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
