import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { createContexts } from '../asking/contexts.ts';
import type { ServerLog } from '../log.ts';
import { createLineReader } from './line-reader.ts';
import { takeMessages } from './messages.ts';
import { startGroup, type ProcessGroup, type ProgramToRun } from './process-group.ts';
import type { Noted, RunningList } from './running.ts';
import { markVariable } from './process-table.ts';
import { waitUntil } from './wait-until.ts';

const largestErrorLine = 64 * 1024;

/** Time limits of the steps that end a server, in ms. Their sum is less than two seconds. */
const endingMs = { input: 500, asked: 900, forced: 500 } as const;

/** How a program exited. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Dependencies of the transport. */
export interface StdioOptions {
  readonly program: ProgramToRun;
  readonly log: ServerLog;
  readonly running: RunningList;
  /** Validates a protocol message; throws if it is invalid. */
  readonly parse: (value: unknown) => JSONRPCMessage;
}

/** Communicates with a server over its standard input and output. */
export interface StdioTransport extends Transport {
  /** The SDK recognises a process by these two fields. */
  readonly pid: number | null;
  readonly stderr: null;
  /** Returns how the program exited; null if it is running or Parley ended it. */
  endedByItself(): ProgramEnd | null;
}

/** Ends a process group: closes its input, then asks it to end, then kills it. */
async function endGroup(group: ProcessGroup): Promise<void> {
  const isOver = (): boolean => !group.isAlive();
  group.child.stdin?.end();
  if (await waitUntil(isOver, endingMs.input)) return;
  group.end('ask');
  if (await waitUntil(isOver, endingMs.asked)) return;
  group.end('force');
  await waitUntil(isOver, endingMs.forced);
}

/** Runs a server in its own process group, and ends the whole group. */
export function createStdioTransport(options: StdioOptions): StdioTransport {
  const { log, running, parse } = options;
  const contexts = createContexts();
  let group: ProcessGroup | null = null;
  let noted: Noted | null = null;
  let closing: Promise<void> | null = null;
  let isClosed = false;
  let end: ProgramEnd | null = null;

  function tellClosed(): void {
    if (isClosed) return;
    isClosed = true;
    transport.onclose?.();
  }

  function listen({ child }: ProcessGroup): void {
    if (child.stdout !== null)
      takeMessages(child.stdout, {
        log,
        parse,
        onMessage: (message) => contexts.received(message, () => transport.onmessage?.(message)),
        onError: (error) => transport.onerror?.(error),
      });
    const readError = createLineReader(largestErrorLine);
    child.stderr?.on('data', (chunk: Buffer) => {
      for (const line of readError(chunk))
        log.add('stderr', line.kind === 'line' ? line.text : `${line.start}…`);
    });
    // Writing to a server that has exited fails with a broken pipe. Its exit is reported
    // separately.
    for (const stream of [child.stdin, child.stdout, child.stderr])
      stream?.on('error', () => undefined);
    child.on('exit', (code, signal) => {
      if (closing === null) end = { code, signal };
      // Its last output may still be in the pipe, and a grandchild may keep the pipe open for ever.
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
      if (group.isAlive()) log.note({ kind: 'will_not_end' });
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
      contexts.sent(message);
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
