import type { Page } from '@playwright/test';
import { launchParley, type Parley } from '../e2e/launch.ts';
import { answered, ask, controls, seedSettings } from '../e2e/parley.ts';
import { startProvider, type Provider } from '../provider/provider.ts';
import type { RecordedRequest } from '../provider/recording.ts';
import { count, time, type Figure } from './figures.ts';
import { percentile } from './table.ts';

/** A time at which the answer's text in the DOM had reached a length. */
interface Sighting {
  /** In ms since the epoch. */
  readonly at: number;
  readonly length: number;
}

/** Plain words, so that the DOM shows exactly the characters that are written. */
export function plainWords(count: number): string {
  return Array.from({ length: count }, (_, index) => `w${index % 1000}`).join(' ');
}

/** Observes the newest growing answer from inside the page. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sightings: { at: number; length: number }[] = [];
    // The previous run's observer would cost time with each token of this one.
    (globalThis as { watching?: MutationObserver }).watching?.disconnect();
    const log = document.querySelector('[role="log"]') ?? document.body;
    // Looked up once. In a long conversation, a lookup per change would cost more than the change.
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

/**
 * Waits for the end of an answer with almost no work in the page; a locator would visit every
 * element.
 */
export async function untilAnswered(page: Page): Promise<void> {
  const isStreaming = (wanted: boolean) =>
    page.waitForFunction(
      (wanted) => (document.querySelector('[data-status="streaming"]') !== null) === wanted,
      wanted,
      { polling: 250, timeout: 120_000 },
    );
  await isStreaming(true);
  await isStreaming(false);
}

/** For each token, the time from its write to its last character in the DOM (ms). */
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

/**
 * Write-to-DOM latency of this many tokens at a given pace. `open` shows the conversation into
 * which they stream.
 */
export async function latencyAt(
  { page }: Pick<Parley, 'page'>,
  provider: Provider,
  tokensPerSecond: number,
  tokens: number,
  open: () => Promise<void> = () => controls(page).newConversation.click(),
) {
  await open();
  provider.script({ kind: 'text', text: plainWords(tokens), tokensPerSecond });
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

/** The data sent by main, in bytes as serialised by V8. */
interface Sent {
  /** Of any kind. */
  readonly messages: number;
  /**
   * Batches of text: their number, their size with envelopes, and the size of their bare strings.
   */
  readonly batches: number;
  readonly text: number;
  readonly strings: number;
  /** Everything else: heads, messages, the steps of a turn. */
  readonly rest: number;
}

/** Starts counting the data that main sends. */
async function countBytes(parley: Parley): Promise<void> {
  await parley.app.evaluate(({ BrowserWindow }) => {
    const { serialize } = process.getBuiltinModule('v8');
    const sent = { messages: 0, batches: 0, text: 0, strings: 0, rest: 0 };
    Object.assign(globalThis, { sent });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (channel: string, ...values: unknown[]) => {
        const [payload] = values;
        const size = values.reduce((sum: number, value) => sum + serialize(value).length, 0);
        sent.messages += 1;
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
  tokens: number,
): Promise<readonly Figure[]> {
  const { page, app } = parley;
  const read = (): Promise<Sent> =>
    app.evaluate(() => ({ ...(globalThis as unknown as { sent: Sent }).sent }));
  await controls(page).newConversation.click();
  const text = plainWords(tokens);
  provider.script({ kind: 'text', text, tokensPerSecond: rate });
  const before = await read();
  await ask(page, 'Count bytes');
  await answered(page);
  const after = await read();
  const bytes = Buffer.byteLength(text);
  const taken = (what: keyof Sent): number => after[what] - before[what];
  const each = (size: number): string => (size / bytes).toFixed(2);
  const pace = `${tokens} tokens at ${rate}/s`;
  return [
    {
      what: `bytes over IPC per byte of answer, ${pace}`,
      readings: [
        count(`bytes per byte of answer, ${pace}`, (taken('text') + taken('rest')) / bytes),
      ],
      budget: rate === 50 ? '≤ 6' : '≤ 1.5',
      floor: `${taken('batches')} batches as bare strings ${each(taken('strings'))}; their envelopes ${each(taken('text') - taken('strings'))}; all else ${(taken('rest') / 1000).toFixed(1)} KB once`,
    },
    {
      what: `messages over IPC, ${pace}`,
      readings: [count(`messages, ${pace}`, taken('messages'))],
      budget: '',
      floor: 'one a frame',
    },
  ];
}

/** Figures about the data that main sends to the window. */
export async function measureIpc(root: string): Promise<readonly Figure[]> {
  return withParley(root, async (parley, provider) => {
    await countBytes(parley);
    const figures: Figure[] = [];
    for (const [rate, tokens] of [
      [50, 300],
      [500, 3000],
      [5000, 20_000],
    ] as const) {
      figures.push(...(await bytesPerByte(parley, provider, rate, tokens)));
    }
    return figures;
  });
}

/** Runs something with the built app of a folder, set up for a provider. */
async function withParley<T>(
  root: string,
  run: (parley: Parley, provider: Provider) => Promise<T>,
): Promise<T> {
  const provider = await startProvider();
  try {
    const parley = await launchParley({
      appPath: root,
      prepare: (userData) => seedSettings(userData, provider),
    });
    try {
      return await run(parley, provider);
    } finally {
      await parley.close();
    }
  } finally {
    await provider.close();
  }
}

/** Figures about the time from the provider's write to the text in the DOM. */
export async function measureLatency(root: string): Promise<readonly Figure[]> {
  return withParley(root, async (parley, provider) => {
    const figures: Figure[] = [];
    for (const [rate, tokens] of [
      [50, 400],
      [500, 3000],
    ] as const) {
      const { p50, p95, samples } = await latencyAt(parley, provider, rate, tokens);
      const name = `write → DOM at ${rate} tokens/s`;
      figures.push({
        what: `${name}, p50 / p95 (${samples} tokens)`,
        readings: [time(`${name}, p50`, p50), time(`${name}, p95`, p95)],
        budget: '≤ 33 ms p95',
        floor: 'one frame, 16.7 ms',
      });
    }
    return figures;
  });
}
