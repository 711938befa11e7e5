import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import type { Readable } from 'node:stream';
import type { ServerLog } from '../log.ts';
import { createLineReader, type ReadLine } from './line-reader.ts';

/** A longer message is refused; bytes. */
const largestMessage = 64 * 1024 ** 2;

/** Reading pauses after this much work on messages, so that a flood never holds up the rest of Parley; ms. */
const workMs = 6;
const pauseMs = 12;

/** Noise on standard output: so many lines of it are noted. */
const mostNoise = 50;

/** What messages are read with. */
export interface MessageOptions {
  readonly log: ServerLog;
  /** Checks that something is a message of the protocol; throws otherwise. */
  readonly parse: (value: unknown) => JSONRPCMessage;
  readonly onMessage: (message: JSONRPCMessage) => void;
  readonly onError: (error: Error) => void;
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

/** Reads messages from the output of a server, a line each; what is none is noted. */
export function takeMessages(output: Readable, options: MessageOptions): void {
  const { log, parse, onMessage, onError } = options;
  const waiting: ReadLine[] = [];
  let noise = 0;
  let isPaused = false;

  function noteNoise(text: string): void {
    noise += 1;
    if (noise <= mostNoise) log.note({ kind: 'noise', line: text.slice(0, 300) });
    if (noise === mostNoise) log.note({ kind: 'more_noise' });
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

  /** Takes lines for a few milliseconds; with more of them it stops reading for a while. */
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
