import mermaid from 'mermaid';
import { withoutConfiguration } from './diagram-source.ts';
import { maxSource, readRequest } from './message.ts';
import type { DrawRequest, DrawResult } from './message.ts';

/**
 * The page in which Mermaid runs: without origin, without network (by its Content-Security-Policy),
 * and without access to the window or the bridge. It turns a source into a picture that the window
 * shows as an image, because an image runs no script, follows no link and fetches nothing.
 */
const locked = [
  'secure',
  'securityLevel',
  'startOnLoad',
  'maxTextSize',
  'maxEdges',
  'suppressErrorRendering',
  'htmlLabels',
  'theme',
  'themeCSS',
  'themeVariables',
  'fontFamily',
  'altFontFamily',
  'dompurifyConfig',
];

function configure(dark: boolean): void {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    htmlLabels: false,
    suppressErrorRendering: true,
    theme: dark ? 'dark' : 'neutral',
    fontFamily: 'system-ui, sans-serif',
    maxTextSize: maxSource,
    maxEdges: 500,
    // Mermaid would use ELK, which is not in the build: see scripts/build/without-elk.ts.
    layout: 'dagre',
    state: { layout: 'dagre' },
    secure: locked,
  });
}

/** The picture as standalone XML, with a size and without links. */
function toPicture(id: number, markup: string): DrawResult {
  const svg = new DOMParser().parseFromString(markup, 'text/html').querySelector('svg');
  if (svg === null) return { kind: 'failed', id, message: '' };
  const { width, height } = svg.viewBox.baseVal;
  for (const element of svg.querySelectorAll('script, iframe, object, embed, image, use'))
    element.remove();
  for (const link of svg.querySelectorAll('a')) {
    for (const name of ['href', 'xlink:href', 'target']) link.removeAttribute(name);
  }
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.removeAttribute('style');
  return { kind: 'drawn', id, svg: new XMLSerializer().serializeToString(svg), width, height };
}

async function draw({ id, source, dark }: DrawRequest): Promise<DrawResult> {
  try {
    configure(dark);
    const { svg } = await mermaid.render(`diagram-${id}`, withoutConfiguration(source));
    return toPicture(id, svg);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', id, message };
  }
}

/** One at a time, because Mermaid's configuration is global. */
let queue: Promise<void> = Promise.resolve();

addEventListener('message', (event: MessageEvent<unknown>) => {
  const request = event.source === window.parent ? readRequest(event.data) : null;
  if (request === null) return;
  queue = queue.then(async () => {
    // The window checks the sender. An origin cannot be given, because both ends may use our
    // scheme.
    window.parent.postMessage(await draw(request), '*');
  });
});

window.parent.postMessage({ kind: 'ready' }, '*');
