import { expect, type Frame, type Page } from '@playwright/test';
import type { Provider } from '../provider/provider.ts';
import { answered, ask, controls } from './parley.ts';
import { test, type SharedParley } from './shared-app.ts';
import { names } from './names.ts';

let provider: Provider;
let parley: SharedParley;

test.beforeEach(({ provider: given, parley: app }) => {
  provider = given;
  parley = app;
});

const fence = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

async function answerWith(text: string): Promise<ReturnType<typeof answered>> {
  provider.script({ kind: 'text', text, tokenSize: 7, tokensPerSecond: 4000 });
  await ask(parley.page, 'Draw, please');
  return answered(parley.page);
}

/** Waits until this many diagrams have been drawn or given up. */
async function settled(page: Page, count: number): Promise<void> {
  const log = controls(page).log;
  await expect(log.locator('.md-diagram img, .md-note')).toHaveCount(count, { timeout: 30_000 });
}

test('a diagram is drawn as an image; its source is one click away; a broken one stays source', async () => {
  const good = 'flowchart LR\n  A[Start] --> B{Choice}\n  B -->|yes| C[End]';
  const broken = 'flowchart LR\n  A[Start --> --> ((';
  const answer = await answerWith(
    `Here:\n\n${fence('mermaid', good)}\n\nand\n\n${fence('mermaid', broken)}\n`,
  );
  await settled(parley.page, 2);
  const image = answer.getByRole('img', { name: names.diagram('flowchart') });
  await expect(image).toHaveCount(1);
  const size = await image.evaluate((element: HTMLImageElement) => ({
    width: element.naturalWidth,
    complete: element.complete,
  }));
  expect(size.complete).toBe(true);
  expect(size.width).toBeGreaterThan(100);
  await expect(answer.getByText('This diagram cannot be drawn')).toBeVisible();
  await expect(answer.locator('.md-chunk').getByText('A[Start --> --> ((')).toBeVisible();
  // Mermaid's full message: the line, the position, and what it expected there.
  await expect(answer.locator('.md-reason')).toContainText('Expecting');
  const toggle = answer.getByRole('button', { name: names.source }).first();
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await expect(answer.getByText('A[Start] --> B{Choice}')).toBeVisible();
  await expect(image).toHaveCount(0);
  await toggle.click();
  await expect(image).toHaveCount(1);
  expect(parley.requestsToElsewhere()).toEqual([]);
});

/**
 * Based on FIELD's precedents: configuration in the diagram, click callbacks, HTML labels, images.
 */
const hostile = [
  '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\nflowchart LR\n  A["<img src=x onerror=top.pwned=1>"] --> B',
  '---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\nflowchart LR\n  A["<img src=http://leak.example/a onerror=parent.pwned=1>"] --> B',
  'flowchart LR\n  A --> B\n  click A call alert("x")\n  click B href "javascript:top.pwned=1" "go"',
  'flowchart LR\n  A --> B\n  click A "http://leak.example/click" _top\n  click B href "http://leak.example/click" _blank',
  'flowchart LR\n  A@{ img: "http://leak.example/node.png", label: "x", w: 60, h: 60 } --> B',
  'flowchart LR\n  A["<iframe srcdoc=\'<script>top.pwned=1</script>\'></iframe>"]\n  style A fill:url(http://leak.example/fill)',
  '%%{init: {"themeCSS": "* { background: url(http://leak.example/css) }", "fontFamily": "x; } @import url(http://leak.example/font); {"}}%%\nflowchart LR\n  A --> B',
  'sequenceDiagram\n  participant A as <script>top.pwned=1</script>\n  A->>B: $$<img src=x onerror=top.pwned=1>$$\n  link A: Board @ javascript:top.pwned=1',
  'classDiagram\n  class A["<svg onload=top.pwned=1>"]\n  link A "http://leak.example/class"\n  callback A "alert" "tip"',
  'architecture-beta\n  group api(cloud)[<img src=x onerror=top.pwned=1>]\n  service db(database)[x] in api',
  'flowchart LR\n  __proto__ --> constructor\n  toString --> hasOwnProperty',
  `flowchart LR\n${Array.from({ length: 3000 }, (_, index) => `  n${index} --> n${index + 1}`).join('\n')}`,
];

test('hostile diagrams run nothing, ask for nothing and go nowhere', async () => {
  const { page } = parley;
  const before = page.url();
  const answer = await answerWith(hostile.map((code) => fence('mermaid', code)).join('\n\n'));
  await settled(page, hostile.length);
  // Refusing to draw is allowed, but if everything failed, the test would prove nothing.
  expect(await answer.locator('.md-diagram img').count()).toBeGreaterThanOrEqual(5);
  for (const image of await answer.locator('.md-diagram img').all()) await image.click();
  await expect(answer.locator('script, iframe, svg foreignObject')).toHaveCount(0);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(page.url()).toBe(before);
  expect(parley.app.windows()).toHaveLength(1);
  expect(parley.requestsToElsewhere()).toEqual([]);
});

/** The frame in which diagrams are drawn. */
function drawingFrame(page: Page): Frame | null {
  return page.frames().find((each) => each.url().includes('/sandbox/diagram')) ?? null;
}

test('a page that never ends its work leaves the window alone, and the deadline ends it', async () => {
  const { page } = parley;
  const { composer } = controls(page);
  await answerWith(fence('mermaid', 'flowchart LR\n  A --> B'));
  await settled(page, 1);
  const frame = drawingFrame(page);
  if (frame === null) throw new Error('There is no sandboxed frame');
  // Chromium has a session of its own only for a frame with a process of its own.
  await (await page.context().newCDPSession(frame)).detach();

  let isStuck = true;
  const stuck = frame
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined)
    .finally(() => {
      isStuck = false;
    });
  const drawnFrames = page.evaluate(async () => {
    for (let count = 0; count < 60; count += 1) await new Promise(requestAnimationFrame);
    return 'all';
  });
  const typed = 'The window goes on. '.repeat(5);
  await composer.pressSequentially(typed);
  await expect(composer).toHaveValue(typed);
  expect(await drawnFrames).toBe('all');
  expect(isStuck).toBe(true);

  const given = await answerWith(fence('mermaid', 'flowchart LR\n  C --> D'));
  await expect(given.locator('.md-reason')).toHaveText('It takes too long to draw.', {
    timeout: 30_000,
  });
  await stuck;
  expect(page.frames()).not.toContain(frame);
  const drawn = await answerWith(fence('mermaid', 'flowchart LR\n  E --> F'));
  await expect(drawn.getByRole('img', { name: names.diagram('flowchart') })).toHaveCount(1);
});

test('the page that draws has no origin, no bridge, no storage and no network', async () => {
  const { page } = parley;
  await answerWith(fence('mermaid', 'flowchart LR\n  A --> B'));
  await settled(page, 1);
  const frame = drawingFrame(page);
  if (frame === null) throw new Error('There is no sandboxed frame');
  const found = await frame.evaluate(async () => {
    const attempt = async (what: () => unknown): Promise<string> => {
      try {
        await what();
        return 'worked';
      } catch {
        return 'refused';
      }
    };
    return {
      origin: self.origin,
      bridge: 'parley' in window,
      node: ['require', 'process', 'module'].filter((name) => name in window),
      parent: await attempt(() => window.parent.document.title),
      storage: await attempt(() => localStorage.length),
      cookies: await attempt(() => document.cookie),
      network: await attempt(() => fetch('http://leak.example/')),
      ownFiles: await attempt(() => fetch('/index.html')),
    };
  });
  expect(found).toEqual({
    origin: 'null',
    bridge: false,
    node: [],
    parent: 'refused',
    storage: 'refused',
    cookies: 'refused',
    network: 'refused',
    ownFiles: 'refused',
  });
  await frame.evaluate(() => {
    location.href = 'http://leak.example/away';
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(parley.requestsToElsewhere()).toEqual([]);
});

test('a page is previewed on request, without script and without network', async () => {
  const { page } = parley;
  const html =
    '<h1>Hello page</h1><script>top.pwned = 1; document.title = "ran"</script><img src="http://leak.example/i.png" onerror="top.pwned = 1"><meta http-equiv="refresh" content="0;url=http://leak.example/r"><link rel="stylesheet" href="http://leak.example/s.css"><p style="height:1200px">tall</p><a href="http://leak.example/link">away</a><form action="http://leak.example/form"><button>send</button></form>';
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" onload="top.pwned = 1"><script>top.pwned = 1</script><image href="http://leak.example/x.png"/><rect width="80" height="40"/></svg>';
  const answer = await answerWith(`${fence('html', html)}\n\n${fence('svg', svg)}\n`);
  await expect(answer.locator('iframe')).toHaveCount(0);
  const [first, second] = await answer.getByRole('button', { name: names.preview }).all();
  await first?.click();
  await second?.click();
  const preview = answer.frameLocator('iframe[title="Preview of the page"]').frameLocator('iframe');
  await expect(preview.getByRole('heading', { name: 'Hello page' })).toBeVisible();
  const drawing = answer.frameLocator('iframe[title="Preview of the SVG"]');
  await expect(drawing.locator('img')).toBeVisible();
  // The page is taller than its frame, and both are out of sight: wheel and keys reach its end.
  const link = preview.getByRole('link', { name: 'away' });
  await expect(link).not.toBeInViewport();
  await answer.locator('iframe[title="Preview of the page"]').hover();
  await page.mouse.wheel(0, 1500);
  await expect(link).toBeInViewport();
  await preview.getByRole('heading', { name: 'Hello page' }).click();
  await expect(link).not.toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport();
  await link.click();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(parley.requestsToElsewhere()).toEqual([]);
});
