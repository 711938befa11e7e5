import type { Page } from '@playwright/test';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { answered, ask, controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import type { RecordedRequest } from '../provider/recording.ts';
import { ms, percentile, type Figure } from './table.ts';

/** When the answer's text in the DOM had reached which length. */
interface Sighting {
  /** Epoch ms. */
  readonly at: number;
  readonly length: number;
}

/** Plain words: what is written is what the DOM shows, character by character. */
function plainWords(count: number): string {
  return Array.from({ length: count }, (_, index) => `w${index % 1000}`).join(' ');
}

/** Watches the newest answer that grows, from inside the page. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sightings: { at: number; length: number }[] = [];
    Object.assign(globalThis, { sightings });
    const log = document.querySelector('[role="log"]') ?? document.body;
    const look = (): void => {
      const answer = log.querySelector(
        '[data-status="streaming"] .markdown, [data-status="streaming"]',
      );
      if (answer === null) return;
      const paragraphs = answer.querySelectorAll('p');
      let length = 0;
      for (const paragraph of paragraphs) length += paragraph.textContent.length;
      sightings.push({ at: performance.timeOrigin + performance.now(), length });
    };
    new MutationObserver(look).observe(log, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
}

/** For each token, the time from its write to its last character in the DOM; ms. */
function latencies(request: RecordedRequest, sightings: readonly Sighting[]): readonly number[] {
  const times: number[] = [];
  let written = 0;
  let next = 0;
  for (const token of request.tokens) {
    written += token.text.trimEnd().length;
    const target = written;
    while (next < sightings.length && (sightings[next]?.length ?? 0) < target) next += 1;
    const seen = sightings[next];
    if (seen !== undefined) times.push(seen.at - token.at);
    written += token.text.length - token.text.trimEnd().length;
  }
  return times;
}

async function latencyAt(
  parley: Parley,
  provider: Provider,
  tokensPerSecond: number,
  count: number,
) {
  const { page } = parley;
  await controls(page).newConversation.click();
  provider.script({ kind: 'text', text: plainWords(count), tokensPerSecond });
  await watch(page);
  await ask(page, `At ${tokensPerSecond} tokens a second`);
  await answered(page);
  const request = provider.requestsOf('stream').at(-1);
  const sightings = await page.evaluate(
    () => (globalThis as unknown as { sightings: Sighting[] }).sightings,
  );
  if (request === undefined) throw new Error('No request arrived');
  const times = latencies(request, sightings);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), samples: times.length };
}

/** Counts what main sends, as V8 serialises it, and the text in it. */
async function countBytes(parley: Parley): Promise<void> {
  await parley.app.evaluate(({ BrowserWindow }) => {
    const { serialize } = process.getBuiltinModule('v8');
    const count = { bytes: 0, messages: 0 };
    Object.assign(globalThis, { ipcCount: count });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...values: unknown[]) => {
        count.messages += 1;
        for (const value of values) count.bytes += serialize(value).length;
        send(channel, ...values);
      };
    }
  });
}

async function bytesPerByte(parley: Parley, provider: Provider, rate: number, count: number) {
  const { page, app } = parley;
  const read = (): Promise<number> =>
    app.evaluate(() => (globalThis as unknown as { ipcCount: { bytes: number } }).ipcCount.bytes);
  await controls(page).newConversation.click();
  const text = plainWords(count);
  provider.script({ kind: 'text', text, tokensPerSecond: rate });
  const before = await read();
  await ask(page, 'Count bytes');
  await answered(page);
  return ((await read()) - before) / Buffer.byteLength(text);
}

/** From the process's start to a composer that takes text, in ms. */
async function launchTime(provider: Provider): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
    await controls(parley.page).composer.waitFor();
    await parley.page.waitForFunction(
      () => document.querySelector('textarea')?.disabled === false,
      undefined,
      { polling: 10 },
    );
    times.push(performance.now() - start);
    await parley.close();
  }
  return percentile(times, 0.5);
}

/** Figures about the way of a token, in the built app. */
export async function measureStreaming(): Promise<readonly Figure[]> {
  const provider = await startProvider();
  const launch = await launchTime(provider);
  const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const slow = await latencyAt(parley, provider, 50, 400);
  const fast = await latencyAt(parley, provider, 500, 3000);
  await countBytes(parley);
  const ratios: Figure[] = [];
  for (const [rate, count] of [
    [50, 300],
    [500, 3000],
    [5000, 20_000],
  ] as const) {
    const ratio = await bytesPerByte(parley, provider, rate, count);
    ratios.push({
      what: `bytes over IPC per byte of answer, ${count} tokens at ${rate}/s`,
      measured: ratio.toFixed(2),
      budget: '≤ 1.5',
      floor: '1',
    });
  }
  await parley.close();
  await provider.close();
  const latency = (rate: number, { p50, p95, samples }: typeof slow): readonly Figure[] => [
    {
      what: `write → DOM at ${rate} tokens/s, p50 (${samples} tokens)`,
      measured: ms(p50),
      budget: '',
      floor: '',
    },
    {
      what: `write → DOM at ${rate} tokens/s, p95`,
      measured: ms(p95),
      budget: '≤ 33 ms',
      floor: 'one frame, 16.7 ms',
    },
  ];
  return [
    ...latency(50, slow),
    ...latency(500, fast),
    ...ratios,
    {
      what: 'launch → composer enabled (median)',
      measured: ms(launch),
      budget: '≤ 1200 ms',
      floor: '',
    },
  ];
}
