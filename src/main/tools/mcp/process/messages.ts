import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import type { Readable } from 'node:stream';
import type { ServerLog } from '../log.ts';
import { createLineReader, type ReadLine } from './line-reader.ts';

/** The largest message, in bytes. */
const largestMessage = 64 * 1024 ** 2;

/**
 * Reading pauses after this many ms of work on messages, so that a flood never blocks the rest of
 * Parley.
 */
const workMs = 6;
const pauseMs = 12;

/** The most lines of noise on standard output that are logged. */
const maxNoise = 50;

/** Dependencies of the message reader. */
export interface MessageOptions {
  readonly log: ServerLog;
  /** Validates a protocol message; throws if it is invalid. */
  readonly parse: (value: unknown) => JSONRPCMessage;
  readonly onMessage: (message: JSONRPCMessage) => void;
  readonly onError: (error: Error) => void;
}

/** Finds the id of the request that a message answers, from the two ends of the message. */
function answeredId(start: string, end: string): number | string | null {
  const found =
    /^\s*\{\s*"jsonrpc"\s*:\s*"2\.0"\s*,\s*"id"\s*:\s*(\d+|"[^"\\]{1,200}")/.exec(start) ??
    /"id"\s*:\s*(\d+|"[^"\\]{1,200}")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(end);
  const id = found?.[1];
  if (id === undefined) return null;
  return id.startsWith('"') ? id.slice(1, -1) : Number(id);
}

/**
 * The error code of a substitute for a message that was too long; from the range reserved for
 * implementations.
 */
export const tooLongCode = -32_064;

/** Reads messages from a server's output, one per line. Lines that are no messages are logged. */
export function takeMessages(output: Readable, options: MessageOptions): void {
  const { log, parse, onMessage, onError } = options;
  const waiting: ReadLine[] = [];
  let noise = 0;
  let isPaused = false;

  function noteNoise(text: string): void {
    noise += 1;
    if (noise <= maxNoise) log.note({ kind: 'noise', line: text.slice(0, 300) });
    if (noise === maxNoise) log.note({ kind: 'more_noise' });
  }

  function takeTooLong(start: string, end: string): void {
    const megabytes = largestMessage / 1024 ** 2;
    log.note({ kind: 'message_too_large', megabytes });
    const id = answeredId(start, end);
    if (id === null) return;
    const error = { code: tooLongCode, message: `larger than ${megabytes} MB` };
    onMessage({ jsonrpc: '2.0', id, error });
  }

  function take(line: ReadLine): void {
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
      onMessage(message);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Processes lines for a few milliseconds. If more are waiting, stops reading for a while. */
  function takeWaiting(): void {
    const until = performance.now() + workMs;
    let taken = 0;
    for (const line of waiting) {
      take(line);
      taken += 1;
      if (performance.now() >= until) break;
    }
    waiting.splice(0, taken);
    if (performance.now() < until) return;
    isPaused = true;
    output.pause();
    setTimeout(() => {
      isPaused = false;
      takeWaiting();
      if (!isPaused) output.resume();
    }, pauseMs);
  }

  const read = createLineReader(largestMessage);
  output.on('data', (chunk: Buffer) => {
    waiting.push(...read(chunk));
    if (!isPaused && waiting.length > 0) takeWaiting();
  });
}
