import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import { inputs } from './inputs.ts';
import { time, type Figure } from '../figures.ts';
import './window.ts';

/**
 * The result of one subject for one input; times are processor time in ms. `null` figures: it did
 * not finish in time.
 */
export interface RenderFigures {
  readonly input: string;
  readonly subject: string;
  readonly frames: number;
  readonly times: null | {
    readonly total: number;
    readonly mean: number;
    readonly p50: number;
    readonly p99: number;
    readonly max: number;
    /** The mean of the last thousand frames. Equals the overall mean if the cost is flat. */
    readonly last: number;
  };
}

interface Options {
  /** Fewer and shorter inputs. */
  readonly quick?: boolean;
  /** Only pairs of input and subject whose names contain this. */
  readonly only?: string;
  /** The path of Chromium; Playwright's own by default. */
  readonly chromium?: string;
  readonly report?: (line: string) => void;
}

const subjects = ['react-markdown', 'streamdown', 'parley'] as const;
const limitMs = 60_000;

/**
 * Streams every input through every subject in headless Chromium, at 10 tokens of 4 characters per
 * frame.
 */
export async function benchRendering(options: Options = {}): Promise<readonly RenderFigures[]> {
  const { quick = false, only = '', report = console.log } = options;
  const directory = await mkdtemp(join(tmpdir(), 'render-bench-'));
  await build({
    root: import.meta.dirname,
    plugins: [react()],
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: true, modulePreload: false },
  });
  const server = await serve(directory);
  const browser = await launch(
    options.chromium ?? process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  );
  const figures: RenderFigures[] = [];
  report(heading);
  try {
    for (const { name, text } of inputs(quick)) {
      for (const subject of subjects) {
        if (!`${name} ${subject}`.includes(only)) continue;
        const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
        // A page that fails is quick, because it draws nothing.
        const errors: Error[] = [];
        page.on('pageerror', (error) => errors.push(error));
        await page.goto(addressOf(server));
        const costs = await measure(page, subject, text);
        if (errors[0] !== undefined) throw errors[0];
        await page.close();
        const figure = summarise(name, subject, Math.ceil(text.length / 40), costs);
        figures.push(figure);
        report(lineOf(figure));
      }
    }
  } finally {
    await browser.close();
    server.close();
    await rm(directory, { recursive: true, force: true });
  }
  return figures;
}

/**
 * Streams a text frame by frame. Returns the cost of each frame in ms: the processor time of the
 * page's main thread in script, style and layout, so that other load on the machine does not count.
 * Null if it all took too long.
 */
async function measure(
  page: Page,
  subject: (typeof subjects)[number],
  text: string,
): Promise<readonly number[] | null> {
  await page.evaluate(([which, input]) => window.begin(which, input), [subject, text] as const);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = metrics
      .filter(({ name }) => /^(?:Script|RecalcStyle|Layout)Duration$/.test(name))
      .reduce((sum, { value }) => sum + value, 0);
    return seconds * 1000;
  };
  const costs: number[] = [];
  const start = await spent();
  let before = start;
  for (let more = true; more;) {
    more = await page.evaluate(() => window.step());
    const after = await spent();
    costs.push(after - before);
    before = after;
    if (after - start > limitMs) return null;
  }
  return costs;
}

/** Chromium with an unlimited frame rate, so that a run takes no longer than its work. */
function launch(executablePath: string): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu-vsync', '--disable-frame-rate-limit'];
  return chromium.launch({ executablePath, args });
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

async function serve(directory: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    readFile(join(directory, path)).then(
      (body) => response.setHeader('content-type', types[extname(path)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}/`;
}

function summarise(
  input: string,
  subject: string,
  frames: number,
  costs: readonly number[] | null,
): RenderFigures {
  if (costs === null) return { input, subject, frames, times: null };
  const sorted = costs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const sum = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0);
  const last = costs.slice(-1000);
  const total = sum(costs);
  return {
    input,
    subject,
    frames,
    times: {
      total,
      mean: total / costs.length,
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      last: sum(last) / last.length,
    },
  };
}

const heading = `${'input'.padEnd(16)}${'subject'.padEnd(16)}  frames   total    mean     p50     p99     max    last`;

function lineOf({ input, subject, frames, times }: RenderFigures): string {
  const start = `${input.padEnd(16)}${subject.padEnd(16)}${String(frames).padStart(8)}`;
  if (times === null) return `${start}  did not finish in ${limitMs / 1000} s`;
  const cells = [times.mean, times.p50, times.p99, times.max, times.last];
  return `${start}${times.total.toFixed(0).padStart(8)}${cells.map((value) => value.toFixed(2).padStart(8)).join('')}`;
}

/** Figures about the app's own Markdown, without the libraries it is compared with. */
export async function measureRendering(): Promise<readonly Figure[]> {
  const measured = await benchRendering({ only: ' parley', report: () => undefined });
  return measured.map(({ input, times }): Figure => {
    const long = input === 'mixed 100k';
    return {
      what: `${input}: total${long ? ' / per frame mean / p99 / mean of the last thousand' : ''}`,
      readings: times && [
        time(`${input}, total`, times.total),
        ...(long
          ? [
              time(`${input}, mean of a frame`, times.mean),
              time(`${input}, p99 of a frame`, times.p99),
              time(`${input}, mean of the last thousand frames`, times.last),
            ]
          : []),
      ],
      budget: budgets[input] ?? '',
      floor: '',
    };
  });
}

const budgets: Readonly<Record<string, string>> = {
  'mixed 100k': 'mean ≤ 1.5, p99 ≤ 6 ms',
  'one fence 20k': '≤ 2200 ms',
  'one list 20k': '≤ 3500 ms',
};

if (import.meta.main) {
  const only = process.argv
    .find((argument) => argument.startsWith('--only='))
    ?.slice('--only='.length);
  await benchRendering({
    quick: process.argv.includes('--quick'),
    ...(only === undefined ? {} : { only }),
  });
}
