import type { Page } from '@playwright/test';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { answered, ask, controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import type { RecordedRequest } from '../provider/recording.ts';
import { gzipSize } from './start-up.ts';
import { ms, percentile, type Figure } from './table.ts';

/** When the answer's text in the DOM had reached which length. */
interface Sighting {
  /** Epoch ms. */
  readonly at: number;
  readonly length: number;
}

/** Plain words: what is written is what the DOM shows, character by character. */
export function plainWords(count: number): string {
  return Array.from({ length: count }, (_, index) => `w${index % 1000}`).join(' ');
}

/** Watches the newest answer that grows, from inside the page. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sightings: { at: number; length: number }[] = [];
    // The watch of the run before would be paid for with each token of this one.
    (globalThis as { watching?: MutationObserver }).watching?.disconnect();
    const log = document.querySelector('[role="log"]') ?? document.body;
    // Found once: to look for it at each change would cost more than the change, in a long conversation.
    let answer: Element | null = null;
    const look = (): void => {
      if (answer?.isConnected !== true || answer.closest('[data-status="streaming"]') === null) {
        answer = log.querySelector('[data-status="streaming"]');
      }
      if (answer === null) return;
      const paragraphs = answer.querySelectorAll('p');
      let length = 0;
      for (const paragraph of paragraphs) length += paragraph.textContent.length;
      sightings.push({ at: performance.timeOrigin + performance.now(), length });
    };
    const watching = new MutationObserver(look);
    watching.observe(log, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { sightings, watching });
  });
}

/** Waits for the end of an answer with next to no work in the page, where a locator would look at every element. */
async function untilAnswered(page: Page): Promise<void> {
  const isStreaming = (wanted: boolean) =>
    page.waitForFunction(
      (wanted) => (document.querySelector('[data-status="streaming"]') !== null) === wanted,
      wanted,
      { polling: 250, timeout: 120_000 },
    );
  await isStreaming(true);
  await isStreaming(false);
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

/** Write → DOM of so many tokens at a pace; `open` shows the conversation that they stream into. */
export async function latencyAt(
  { page }: Pick<Parley, 'page'>,
  provider: Provider,
  tokensPerSecond: number,
  count: number,
  open: () => Promise<void> = () => controls(page).newConversation.click(),
) {
  await open();
  provider.script({ kind: 'text', text: plainWords(count), tokensPerSecond });
  await watch(page);
  await ask(page, `At ${tokensPerSecond} tokens a second`);
  await page.locator('[data-status="streaming"]').waitFor();
  await untilAnswered(page);
  const request = provider.requestsOf('stream').at(-1);
  const sightings = await page.evaluate(
    () => (globalThis as unknown as { sightings: Sighting[] }).sightings,
  );
  if (request === undefined) throw new Error('No request arrived');
  const times = latencies(request, sightings);
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), samples: times.length };
}

/** What main has sent, in bytes as V8 serialises it. */
interface Sent {
  /** Batches of text: how many, with their envelopes, and what their bare strings would take. */
  readonly batches: number;
  readonly text: number;
  readonly strings: number;
  /** Everything else: heads, messages, the steps of a turn. */
  readonly rest: number;
}

/** Counts what main sends from now on. */
async function countBytes(parley: Parley): Promise<void> {
  await parley.app.evaluate(({ BrowserWindow }) => {
    const { serialize } = process.getBuiltinModule('v8');
    const sent = { batches: 0, text: 0, strings: 0, rest: 0 };
    Object.assign(globalThis, { sent });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...values: unknown[]) => {
        const [payload] = values;
        const size = serialize(payload).length;
        if (Array.isArray(payload)) {
          sent.batches += 1;
          sent.text += size;
          sent.strings += serialize(payload.at(-1)).length;
        } else sent.rest += size;
        send(channel, ...values);
      };
    }
  });
}

async function bytesPerByte(
  parley: Parley,
  provider: Provider,
  rate: number,
  count: number,
): Promise<Figure> {
  const { page, app } = parley;
  const read = (): Promise<Sent> =>
    app.evaluate(() => ({ ...(globalThis as unknown as { sent: Sent }).sent }));
  await controls(page).newConversation.click();
  const text = plainWords(count);
  provider.script({ kind: 'text', text, tokensPerSecond: rate });
  const before = await read();
  await ask(page, 'Count bytes');
  await answered(page);
  const after = await read();
  const bytes = Buffer.byteLength(text);
  const taken = (what: keyof Sent): number => after[what] - before[what];
  const each = (size: number): string => (size / bytes).toFixed(2);
  return {
    what: `bytes over IPC per byte of answer, ${count} tokens at ${rate}/s`,
    measured: each(taken('text') + taken('rest')),
    budget: '≤ 1.5',
    floor: `${taken('batches')} batches as bare strings ${each(taken('strings'))}; their envelopes ${each(taken('text') - taken('strings'))}; all else ${(taken('rest') / 1000).toFixed(1)} KB once`,
  };
}

/** From the process's start to a composer that takes text, in ms, and the files the window had asked for by then. */
async function launch(provider: Provider) {
  const times: number[] = [];
  let files: readonly string[] = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    const parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
    await controls(parley.page).composer.waitFor();
    const fetched = await parley.page.waitForFunction(
      () =>
        document.querySelector('textarea')?.disabled === false &&
        performance
          .getEntriesByType('resource')
          .map(({ name }) => new URL(name).pathname.slice(1))
          .filter((name) => /\.(?:js|css)$/.test(name)),
      undefined,
      { polling: 10 },
    );
    times.push(performance.now() - start);
    const names = (await fetched.jsonValue()) || [];
    // What is warmed up when idle may have begun by the time we look: the fewest count.
    if (run === 0 || names.length < files.length) files = names;
    await parley.close();
  }
  return { time: percentile(times, 0.5), files };
}

/** Figures about the way of a token, in the built app. */
export async function measureStreaming(): Promise<readonly Figure[]> {
  const provider = await startProvider();
  const launched = await launch(provider);
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
    ratios.push(await bytesPerByte(parley, provider, rate, count));
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
      measured: ms(launched.time),
      budget: '≤ 1200 ms',
      floor: '',
    },
    {
      what: `fetched before the composer takes text, gzip (${launched.files.length} files)`,
      measured: `${(gzipSize(['index.html', ...launched.files]) / 1000).toFixed(1)} KB`,
      budget: '≤ 200 KB',
      floor: '',
    },
  ];
}
