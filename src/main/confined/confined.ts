import { setImmediate as nextTurn } from 'node:timers/promises';
import { rules, type ConfinedKind, type ConfinedKinds } from './kinds.ts';
import type { ConfinedProcess, StartProcess } from './process.ts';
import { fromProcess, type FromProcess, type ToProcess, type ToWork } from './protocol.ts';

/** Limits on one piece of work. */
export interface WorkLimits {
  readonly deadlineMs: number;
  /** Memory limit of the process, including its libraries. */
  readonly memoryBytes: number;
}

export interface WorkOptions extends WorkLimits {
  /** The file to work on. */
  readonly bytes?: readonly Uint8Array[];
  /** Aborts the work; `run` then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The result of a piece of work. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly output: T }
  /** `slow` and `large`: it was killed at its deadline or memory limit. */
  | { readonly kind: 'slow' | 'large' }
  /** The process died by itself, or its output is invalid. */
  | { readonly kind: 'broken'; readonly reason: string };

/** Processes untrusted input in separate processes that can be killed at any time. */
export interface Confined {
  /** Throws nothing but the reason of `signal`. */
  run<K extends ConfinedKind>(
    kind: K,
    input: ConfinedKinds[K]['input'],
    options: WorkOptions,
  ): Promise<Outcome<ConfinedKinds[K]['output']>>;
  /** Kills every process. */
  stop(): void;
}

export interface ConfinedOptions {
  readonly start: StartProcess;
  /** How long a reusable process is kept idle; default 5,000. */
  readonly restMs?: number;
  /**
   * The most concurrent processes; default 2. More work has to wait, and its deadline starts only
   * then.
   */
  readonly maxProcesses?: number;
}

/**
 * How often the memory of a working process is checked (ms). A process grows by about 1 GB/s at
 * worst.
 */
const watchMs = 100;
/** Files are sent in pieces of this size (bytes), so that main can do other work in between. */
const pieceBytes = 256 * 1024;

type Ended = FromProcess | { readonly kind: 'slow' | 'large' | 'cancelled' };

/** Waits for the answer to the current work, or for whatever ends it. */
function answerOf(process: ConfinedProcess, options: WorkOptions): Promise<Ended> {
  const { signal, deadlineMs, memoryBytes } = options;
  return new Promise((resolve) => {
    let isOver = false;
    const end = (ended: Ended): void => {
      isOver = true;
      clearTimeout(deadline);
      clearTimeout(watch);
      signal?.removeEventListener('abort', onAbort);
      resolve(ended);
    };
    const onAbort = (): void => end({ kind: 'cancelled' });
    const look = async (): Promise<void> => {
      const bytes = await process.memoryBytes();
      if (isOver) return;
      if (bytes !== null && bytes > memoryBytes) end({ kind: 'large' });
      else watch = setTimeout(() => void look(), watchMs);
    };
    const deadline = setTimeout(() => end({ kind: 'slow' }), deadlineMs);
    let watch = setTimeout(() => void look(), watchMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    process.onMessage((message) => {
      const found = fromProcess(message);
      if (found !== null) end(found);
    });
    process.onExit(({ code, isHeapFull }) =>
      end(
        isHeapFull
          ? { kind: 'large' }
          : { kind: 'failed', reason: `The process ended with ${code ?? 'a signal'}` },
      ),
    );
    if (signal?.aborted === true) onAbort();
  });
}

/** Sends the file in pieces, so that main is never blocked for long, and then the work itself. */
async function give(
  process: ConfinedProcess,
  bytes: readonly Uint8Array[],
  work: ToWork,
  isOver: () => boolean,
): Promise<void> {
  const post = (message: ToProcess): void => process.post(message);
  for (const whole of bytes) {
    for (let at = 0; at < whole.byteLength && !isOver(); at += pieceBytes) {
      // A copy, because posting a view would send its whole underlying buffer.
      post({ kind: 'bytes', piece: Uint8Array.from(whole.subarray(at, at + pieceBytes)) });
      await nextTurn();
    }
  }
  if (!isOver()) post(work);
}

/** A semaphore for `most` holders. Others wait in line, and leave it when they are cancelled. */
function createGate(most: number): (signal: AbortSignal | undefined) => Promise<() => void> {
  const waiting = new Set<() => void>();
  let inside = 0;
  const leave = (): void => {
    inside -= 1;
    const [next] = waiting;
    next?.();
  };
  return (signal) =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.delete(enter);
        reject(reasonOf(signal));
      };
      const enter = (): void => {
        waiting.delete(enter);
        signal?.removeEventListener('abort', onAbort);
        inside += 1;
        resolve(leave);
      };
      if (signal?.aborted === true) reject(reasonOf(signal));
      else if (inside < most) enter();
      else {
        waiting.add(enter);
        signal?.addEventListener('abort', onAbort, { once: true });
      }
    });
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('The work was cancelled');
}

/** Creates the service. No process runs until there is work. */
export function createConfined(options: ConfinedOptions): Confined {
  const { start, restMs = 5000, maxProcesses = 2 } = options;
  const enter = createGate(maxProcesses);
  const working = new Set<ConfinedProcess>();
  const resting = new Map<ConfinedProcess, NodeJS.Timeout>();

  function wake(): ConfinedProcess | null {
    for (const [process, timer] of resting) {
      clearTimeout(timer);
      resting.delete(process);
      return process;
    }
    return null;
  }

  function rest(process: ConfinedProcess): void {
    const stop = (): void => {
      resting.delete(process);
      process.kill();
    };
    const timer = setTimeout(stop, restMs);
    timer.unref();
    resting.set(process, timer);
    process.onMessage(() => undefined);
    process.onExit(() => {
      clearTimeout(timer);
      resting.delete(process);
    });
  }

  async function work(toDo: ToWork, given: WorkOptions): Promise<Ended> {
    const { isShared } = rules[toDo.work];
    let process: ConfinedProcess | null = null;
    let result: Ended | null = null;
    try {
      process = (isShared ? wake() : null) ?? start({ heapBytes: given.memoryBytes });
      working.add(process);
      const answer = answerOf(process, given);
      const handed = give(process, given.bytes ?? [], toDo, () => result !== null);
      result = await Promise.race([answer, handed.then(() => answer)]);
      return result;
    } catch (error) {
      // It could not be started, or its input cannot be posted.
      return { kind: 'failed', reason: String(error) };
    } finally {
      if (process !== null) {
        working.delete(process);
        const mayRest = isShared && result?.kind === 'done';
        // Memory that it has not released would count against the next piece of work.
        const held = mayRest ? await process.memoryBytes() : null;
        if (held !== null && held < given.memoryBytes / 2) rest(process);
        else process.kill();
      }
    }
  }

  return {
    async run(kind, input, options) {
      const leave = await enter(options.signal);
      const ended = await work({ kind: 'work', work: kind, input }, options).finally(leave);
      switch (ended.kind) {
        case 'cancelled':
          throw reasonOf(options.signal);
        case 'slow':
        case 'large':
          return { kind: ended.kind };
        case 'failed':
          return { kind: 'broken', reason: ended.reason };
        case 'done': {
          const { output } = ended;
          return rules[kind].isOutput(output)
            ? { kind: 'done', output }
            : { kind: 'broken', reason: `${kind} made something else than was asked for` };
        }
      }
    },
    stop() {
      for (const process of [...working, ...resting.keys()]) process.kill();
    },
  };
}
