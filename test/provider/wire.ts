import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Step } from './behaviour.ts';
import { contentOf } from './chunk.ts';
import { createCutter, encodeJson, frameEvent, type Framing } from './framing.ts';
import { epochNow, type Recording, type Watch } from './recording.ts';

/** A response in progress and what is recorded about it. */
export interface Exchange {
  readonly response: ServerResponse;
  readonly recording: Recording;
  readonly watch: Watch;
  /** Aborted when the client is gone or the provider closes. */
  readonly gone: AbortSignal;
}

/** Time for written bytes to arrive before the connection is reset, in ms. */
const graceBeforeResetMs = 25;

/** Waits. Resolves to false if the client disconnects meanwhile. */
export async function wait(ms: number, gone: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: gone });
  } catch (error) {
    if (!gone.aborted) throw error;
  }
  return !gone.aborted;
}

function whenGone(gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    gone.addEventListener('abort', () => resolve(), { once: true });
  });
}

function drained({ response, gone }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle);
      gone.removeEventListener('abort', settle);
      resolve();
    };
    response.on('drain', settle);
    gone.addEventListener('abort', settle);
  });
}

/** Hands one piece to the socket and waits for a slow reader, so that nothing accumulates here. */
async function writePiece(exchange: Exchange, piece: Uint8Array): Promise<void> {
  const { response, recording, watch, gone } = exchange;
  if (gone.aborted || piece.length === 0) return;
  recording.bytesWritten += piece.length;
  recording.writes += 1;
  const accepted = response.write(piece);
  recording.maxBuffered = Math.max(recording.maxBuffered, response.writableLength);
  if (accepted) return;
  const since = performance.now();
  recording.stalls += 1;
  watch.changed();
  await drained(exchange);
  recording.stalledMs += performance.now() - since;
}

/** Breaks the connection after the written bytes had time to arrive. */
export async function breakOff(exchange: Exchange, how: 'hang-up' | 'reset'): Promise<void> {
  const { response, recording, gone } = exchange;
  await wait(graceBeforeResetMs, gone);
  if (gone.aborted) return;
  recording.ending = { kind: 'broken', at: epochNow() };
  if (how === 'reset') response.socket?.resetAndDestroy();
  else response.socket?.destroySoon();
}

/** Records the text of a chunk or event that is about to be sent. */
function noteContent(
  recording: Recording,
  content: { readonly text: string; readonly reasoning: string },
): void {
  if (content.text === '' && content.reasoning === '') return;
  recording.tokens.push({ at: epochNow(), ...content });
  recording.text += content.text;
  recording.reasoning += content.reasoning;
}

/** Runs the steps of a stream whose headers are sent. Returns when it is over for any reason. */
export async function playSteps(
  exchange: Exchange,
  steps: Iterable<Step> | AsyncIterable<Step>,
  framing: Framing,
): Promise<void> {
  const { response, recording, watch, gone } = exchange;
  const cutter = createCutter(framing);
  const startedAt = performance.now();
  let events = 0;
  let bytesSeen = 0;

  const writeAll = async (pieces: readonly Uint8Array[]): Promise<void> => {
    for (const piece of pieces) {
      if (gone.aborted) return;
      await writePiece(exchange, piece);
      // Natural streams yield now and then; all other splits need a separate packet each.
      if (framing.split !== 'natural' || recording.writes % 32 === 0) await nextTurn();
    }
  };
  const send = async (text: string | Uint8Array): Promise<void> => {
    const bom = bytesSeen === 0 && framing.bom ? '\ufeff' : '';
    const bytes = typeof text === 'string' ? Buffer.from(bom + text) : Buffer.from(text);
    bytesSeen += bytes.length;
    await writeAll(cutter.add(bytes));
  };
  const sendEvent = (data: string, name?: string): Promise<void> => {
    events += 1;
    return send(frameEvent(data, framing, events - 1, name));
  };
  const pauseUntil = async (at: number): Promise<void> => {
    await writeAll(cutter.flush());
    const ms = at - performance.now();
    if (ms > 0) await wait(ms, gone);
  };

  for await (const step of steps) {
    if (gone.aborted) return;
    switch (step.kind) {
      case 'chunk':
        noteContent(recording, contentOf(step.chunk));
        await sendEvent(encodeJson(step.chunk, framing));
        break;
      case 'response_event':
        if (step.content !== undefined) noteContent(recording, step.content);
        await sendEvent(encodeJson(step.event, framing), String(step.event['type']));
        break;
      case 'event':
        await sendEvent(step.data, step.name);
        break;
      case 'done':
        await sendEvent('[DONE]');
        break;
      case 'bytes':
        await send(step.bytes);
        break;
      case 'pause':
        await pauseUntil(performance.now() + step.ms);
        break;
      case 'until':
        await pauseUntil(startedAt + step.ms);
        break;
      case 'silence':
        await writeAll(cutter.flush());
        recording.silent = true;
        watch.changed();
        await whenGone(gone);
        return;
      case 'end':
        await writeAll(cutter.flush());
        if (step.how !== 'clean') await breakOff(exchange, step.how);
        else if (!gone.aborted) response.end();
        return;
    }
    watch.changed();
  }
  await writeAll(cutter.flush());
  if (!gone.aborted) response.end();
}
