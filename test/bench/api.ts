import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import { startProvider, type Provider } from '../provider/provider.ts';
import { epochNow, type RecordedRequest } from '../provider/recording.ts';
import { memory, rate, time, type Figure } from './figures.ts';
import { isShort } from './short.ts';
import { ms, percentile } from './table.ts';

const slowClients = 200;
/** The budget applies to 60 s. */
const slowSeconds = isShort ? 10 : 60;
/** Read rate of each slow client, in bytes per second. */
const slowRate = 4096;

/** The address and key of an OpenAI-compatible server. */
interface Target {
  readonly baseUrl: string;
  readonly key: string;
}

interface Serving extends Target {
  readonly pid: number;
  /** Resident bytes, and heap bytes after a collection. */
  readonly memory: () => Promise<{ readonly rss: number; readonly heap: number }>;
  readonly stop: () => Promise<void>;
}

/** Starts Parley in a separate process, so that the bench itself is not measured. */
async function startServing(provider: Provider): Promise<Serving> {
  const child: ChildProcess = fork(`${import.meta.dirname}/api-server.ts`, [], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, OPENAI_BASE_URL: provider.baseUrl, OPENAI_API_KEY: 'sk-bench' },
  });
  const [told] = (await once(child, 'message')) as [{ address: string; token: string }];
  return {
    baseUrl: `${told.address}/v1`,
    key: told.token,
    pid: child.pid ?? 0,
    async memory() {
      const answer = once(child, 'message');
      child.send('memory');
      const [usage] = (await answer) as [{ rss: number; heap: number }];
      return usage;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.send('stop');
      await gone;
    },
  };
}

function open({ baseUrl, key }: Target, signal?: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      agent: false,
      ...(signal === undefined ? {} : { signal }),
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(
      JSON.stringify({
        model: 'scripted-model',
        messages: [{ role: 'user', content: 'x' }],
        stream: true,
      }),
    );
  });
}

/** How much of an answer had arrived at a time (ms since the epoch). */
interface Arrival {
  readonly characters: number;
  readonly at: number;
}

/** The arrivals of an answer, one for each chunk. Tokens of one packet may leave in one chunk. */
async function arrivals(target: Target): Promise<readonly Arrival[]> {
  const response = await open(target);
  const found: Arrival[] = [];
  let characters = 0;
  let rest = '';
  response.setEncoding('utf8');
  for await (const piece of response) {
    const at = epochNow();
    const events = (rest + String(piece)).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const text = /"content":"([^"]+)"/.exec(event)?.[1];
      if (text === undefined) continue;
      characters += text.length;
      found.push({ characters, at });
    }
  }
  return found;
}

const lengthOf = (found: readonly Arrival[]): number => found.at(-1)?.characters ?? 0;

function latencies(request: RecordedRequest, found: readonly Arrival[]): readonly number[] {
  let sent = 0;
  let index = 0;
  const times = request.tokens.flatMap((token) => {
    if (token.text === '') return [];
    sent += token.text.length;
    while ((found[index]?.characters ?? sent) < sent) index += 1;
    return (found[index]?.at ?? Number.NaN) - token.at;
  });
  if (sent !== lengthOf(found)) {
    throw new Error(`${sent} characters were sent and ${lengthOf(found)} arrived.`);
  }
  return times;
}

async function chunkLatency(provider: Provider, target: Target): Promise<readonly number[]> {
  provider.script({ kind: 'text', text: 'word '.repeat(600), tokensPerSecond: 200 });
  const found = await arrivals(target);
  const request = provider.requestsOf('stream').at(-1);
  if (request === undefined) throw new Error('No request arrived.');
  return latencies(request, found);
}

/** Chunks per second at full speed; the best of several runs. */
async function throughput(provider: Provider, target: Target): Promise<number> {
  const text = 'word '.repeat(40_000).trimEnd();
  provider.script({ kind: 'text', text });
  const rates: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    const found = await arrivals(target);
    if (lengthOf(found) !== text.length) throw new Error('Some of the text is missing.');
    rates.push((40_000 / (performance.now() - start)) * 1000);
  }
  return Math.max(...rates);
}

const pause = (timeMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, timeMs);
  });

/** Parley's memory with many clients that read an endless answer slowly. */
async function slowMemory(provider: Provider, serving: Serving) {
  provider.script({
    kind: 'steps',
    *steps(make) {
      // Nothing is held back before every system buffer on the way is full, which takes some
      // megabytes per client. So the pieces are large.
      for (;;) yield make.text('word '.repeat(800));
    },
  });
  const before = await serving.memory();
  const aborts = new AbortController();
  const first = provider.requestsOf('stream').length + 1;
  const responses = await Promise.all(
    Array.from({ length: slowClients }, () => open(serving, aborts.signal)),
  );
  const readings: number[] = [];
  const tick = setInterval(() => {
    for (const response of responses) response.read(Math.min(slowRate, response.readableLength));
  }, 1000);
  for (const response of responses) {
    response.on('error', () => undefined);
    response.read(0);
  }
  let after = before;
  for (let second = 0; second < slowSeconds; second += 2) {
    await pause(2000);
    after = await serving.memory();
    readings.push(after.rss);
  }
  clearInterval(tick);
  const abortedAt = epochNow();
  aborts.abort();
  const last = first + slowClients - 1;
  const ends: number[] = [];
  for (let number = first; number <= last; number += 1) {
    ends.push(((await provider.aborted(number)).ending?.at ?? Number.NaN) - abortedAt);
  }
  return { before, after, readings, allAborted: Math.max(...ends) };
}

/** Time from the client's abort to the end of the request at the provider, in ms. */
async function abortLatency(provider: Provider, target: Target): Promise<readonly number[]> {
  const times: number[] = [];
  for (let run = 0; run < 40; run += 1) {
    const live = provider.live();
    const number = provider.requestsOf('stream').length + 1;
    const controller = new AbortController();
    const opening = open(target, controller.signal);
    await provider.waitForRequest(number);
    await live.write('word');
    const response = await opening;
    response.on('error', () => undefined);
    await once(response, 'readable');
    const abortedAt = epochNow();
    controller.abort();
    times.push(((await provider.aborted(number)).ending?.at ?? Number.NaN) - abortedAt);
  }
  return times;
}

const thousands = (count: number): string => Math.round(count).toLocaleString('en');
const mb = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
const pair = (times: readonly number[]): string =>
  `${ms(percentile(times, 0.5))} / ${ms(percentile(times, 0.95))}`;

/** Figures about the overhead of the API, compared with calling the provider directly. */
export async function measureApi(): Promise<readonly Figure[]> {
  const provider = await startProvider();
  const direct: Target = { baseUrl: provider.baseUrl, key: 'sk-bench' };
  const serving = await startServing(provider);
  try {
    await chunkLatency(provider, serving);
    const directLatency = await chunkLatency(provider, direct);
    const latency = await chunkLatency(provider, serving);
    const added = (p: number): number => percentile(latency, p) - percentile(directLatency, p);
    const directRate = await throughput(provider, direct);
    const ownRate = await throughput(provider, serving);
    const directAborts = await abortLatency(provider, direct);
    const aborts = await abortLatency(provider, serving);
    const slow = await slowMemory(provider, serving);
    const early = slow.readings.slice(0, Math.ceil(slow.readings.length / 2));
    const growth = (slow.readings.at(-1) ?? 0) - Math.max(...early);
    return [
      {
        what: 'API: added latency per chunk, p50 / p95 (200 tokens/s)',
        readings: [
          time('added latency per chunk, p50', added(0.5)),
          time('added latency per chunk, p95', added(0.95)),
        ],
        budget: '≤ 2 / 5 ms',
        floor: `direct ${pair(directLatency)}`,
      },
      {
        what: 'API: throughput, 40,000 chunks',
        readings: [rate('chunks', ownRate)],
        budget: '—',
        floor: `direct ${thousands(directRate)}/s`,
      },
      {
        what: `API: memory with ${slowClients} slow clients for ${slowSeconds} s, more than idle (RSS)`,
        readings: [
          memory('memory of a slow client', (slow.after.rss - slow.before.rss) / slowClients),
        ],
        budget: '≤ 2 MB each',
        floor: `their buffers ${mb((slow.after.heap - slow.before.heap) / slowClients)}; grew ${mb(Math.max(0, growth))} in the last half`,
      },
      {
        what: 'API: client abort → upstream abort, p50 / p95',
        readings: [
          time('client abort → upstream abort, p50', percentile(aborts, 0.5)),
          time('client abort → upstream abort, p95', percentile(aborts, 0.95)),
        ],
        budget: '≤ 5 / 20 ms',
        floor: `direct ${pair(directAborts)}`,
      },
      {
        what: `API: ${slowClients} clients abort at once → the last upstream abort`,
        readings: [time('all clients abort → the last upstream abort', slow.allAborted)],
        budget: '≤ 1 s',
        floor: '',
      },
    ];
  } finally {
    await serving.stop();
    await provider.close();
  }
}
