import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import type { ServerLog } from '../log.ts';
import { createLineReader, type ReadLine } from './line-reader.ts';
import { startGroup, type ProcessGroup, type ProgramToRun } from './process-group.ts';
import type { Noted, RunningList } from './running.ts';
import { markVariable } from './process-table.ts';
import { waitUntil } from './wait-until.ts';

/** A longer message is refused; bytes. */
const largestMessage = 64 * 1024 ** 2;
const largestErrorLine = 64 * 1024;

/** How long each step of an end may take; ms. Together they stay under two seconds. */
const endingMs = { input: 500, asked: 900, forced: 500 } as const;

/** Reading pauses after this much work on messages, so that a flood never holds up the rest of Parley; ms. */
const workMs = 6;
const pauseMs = 12;

/** Noise on standard output: so many lines of it are noted. */
const mostNoise = 50;

/** How a program ended. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Dependencies of the transport. */
export interface StdioOptions {
  readonly program: ProgramToRun;
  readonly log: ServerLog;
  readonly running: RunningList;
  /** Checks that something is a message of the protocol; throws otherwise. */
  readonly parse: (value: unknown) => JSONRPCMessage;
}

/** Talks to a server over its standard input and output. */
export interface StdioTransport extends Transport {
  /** The SDK tells by these two that it talks to a process. */
  readonly pid: number | null;
  readonly stderr: null;
  /** How the program ended; null while it runs, and if Parley has ended it. */
  endedByItself(): ProgramEnd | null;
}

/** The id of the request that a message answers, as far as its two ends tell. */
function answeredId(start: string, end: string): number | string | null {
  const found =
    /^\s*\{\s*"jsonrpc"\s*:\s*"2\.0"\s*,\s*"id"\s*:\s*(\d+|"[^"\\]{1,200}")/.exec(start) ??
    /"id"\s*:\s*(\d+|"[^"\\]{1,200}")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(end);
  const id = found?.[1];
  if (id === undefined) return null;
  return id.startsWith('"') ? id.slice(1, -1) : Number(id);
}

/** The code of the error that stands in for a message that was too long; of the range for implementations. */
export const tooLongCode = -32_064;

/** Ends a group: its input first, then it is asked, then forced. */
async function endGroup(group: ProcessGroup): Promise<void> {
  const isOver = (): boolean => !group.isAlive();
  group.child.stdin?.end();
  if (await waitUntil(isOver, endingMs.input)) return;
  group.end('ask');
  if (await waitUntil(isOver, endingMs.asked)) return;
  group.end('force');
  await waitUntil(isOver, endingMs.forced);
}

/** Runs a server as a process group of its own, and ends it whole. */
export function createStdioTransport(options: StdioOptions): StdioTransport {
  const { log, running, parse } = options;
  let group: ProcessGroup | null = null;
  let noted: Noted | null = null;
  let closing: Promise<void> | null = null;
  let isClosed = false;
  let end: ProgramEnd | null = null;
  let noise = 0;
  const waiting: ReadLine[] = [];
  let isPaused = false;

  function tellClosed(): void {
    if (isClosed) return;
    isClosed = true;
    transport.onclose?.();
  }

  function noteNoise(text: string): void {
    noise += 1;
    if (noise <= mostNoise)
      log.add('parley', `Not a message, on standard output: ${text.slice(0, 300)}`);
    if (noise === mostNoise) log.add('parley', 'Further lines of this kind are not noted.');
  }

  function takeTooLong(start: string, end: string): void {
    const limit = `${largestMessage / 1024 ** 2} MB`;
    log.add('parley', `A message of more than ${limit} was dropped.`);
    const id = answeredId(start, end);
    if (id === null) return;
    const error = { code: tooLongCode, message: `The answer is larger than ${limit}.` };
    transport.onmessage?.({ jsonrpc: '2.0', id, error });
  }

  function takeLine(line: ReadLine): void {
    if (line.kind === 'too_long') return takeTooLong(line.start, line.end);
    const text = line.text.trim();
    if (text === '') return;
    let message: JSONRPCMessage;
    try {
      message = parse(JSON.parse(text));
    } catch {
      return noteNoise(text);
    }
    try {
      transport.onmessage?.(message);
    } catch (error) {
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Takes lines for a few milliseconds; with more of them it stops reading for a while. */
  function takeLines(): void {
    const until = performance.now() + workMs;
    let line = waiting.shift();
    while (line !== undefined) {
      takeLine(line);
      if (performance.now() >= until) break;
      line = waiting.shift();
    }
    if (waiting.length === 0 && line === undefined) return;
    isPaused = true;
    group?.child.stdout?.pause();
    setTimeout(() => {
      isPaused = false;
      takeLines();
      if (!isPaused) group?.child.stdout?.resume();
    }, pauseMs);
  }

  function listen({ child }: ProcessGroup): void {
    const read = createLineReader(largestMessage);
    child.stdout?.on('data', (chunk: Buffer) => {
      waiting.push(...read(chunk));
      if (!isPaused && waiting.length > 0) takeLines();
    });
    const readError = createLineReader(largestErrorLine);
    child.stderr?.on('data', (chunk: Buffer) => {
      for (const line of readError(chunk))
        log.add('stderr', line.kind === 'line' ? line.text : `${line.start}…`);
    });
    // A broken pipe is how a server that has ended looks to whoever writes; its end is told by itself.
    for (const stream of [child.stdin, child.stdout, child.stderr])
      stream?.on('error', () => undefined);
    child.on('exit', (code, signal) => {
      if (closing === null) end = { code, signal };
      // What it wrote last may still be in the pipe, and a grandchild may hold that open for ever.
      const over = (): void => {
        tellClosed();
        void transport.close();
      };
      const timer = setTimeout(over, 150);
      child.once('close', () => {
        clearTimeout(timer);
        over();
      });
    });
  }

  async function close(): Promise<void> {
    if (group !== null) {
      await endGroup(group);
      if (group.isAlive()) log.add('parley', 'It could not be ended.');
      else noted?.over();
      for (const stream of [group.child.stdin, group.child.stdout, group.child.stderr])
        stream?.destroy();
    }
    tellClosed();
  }

  const transport: StdioTransport = {
    get pid() {
      return group?.child.pid ?? null;
    },
    stderr: null,
    endedByItself: () => end,
    start() {
      const note = running.note();
      noted = note;
      const { program } = options;
      const started = startGroup({
        ...program,
        environment: { ...program.environment, [markVariable]: note.mark },
      });
      group = started;
      const { child } = started;
      if (child.pid === undefined) note.over();
      else note.started(child.pid);
      listen(started);
      return new Promise((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', (error) => {
          reject(error);
          tellClosed();
        });
      });
    },
    send(message) {
      const stdin = group?.child.stdin;
      if (stdin?.writable !== true || isClosed)
        return Promise.reject(new Error('The server has ended.'));
      return new Promise((resolve, reject) => {
        stdin.write(`${JSON.stringify(message)}\n`, (error) => {
          if (error === null || error === undefined) resolve();
          else reject(error);
        });
      });
    },
    close: () => (closing ??= close()),
  };
  return transport;
}
