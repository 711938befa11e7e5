import type { ServerResponse } from 'node:http';
import { inLanguage, type Language } from '../../../shared/language/translate.ts';
import type { ChatStep } from '../../../shared/model/chat-event.ts';
import { fromParleyError, stoppedError, type ApiError } from '../errors.ts';
import type { AnswerFormat } from '../formats.ts';

/** How writing an answer ended. */
export type Written =
  | { readonly kind: 'complete' }
  /** The client disconnected, or read nothing for too long. */
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly error: ApiError };

/** The error for a step that ends a turn without an answer; null for all other steps. */
export function errorIn(step: ChatStep): ApiError | null {
  if (step.kind === 'failed') return fromParleyError(step.error);
  return step.kind === 'stopped' ? stoppedError : null;
}

export interface WriteOptions {
  readonly outgoing: ServerResponse;
  readonly steps: AsyncGenerator<ChatStep, void, undefined>;
  readonly format: AnswerFormat;
  readonly headers: Readonly<Record<string, string>>;
  /** In which failures are told. */
  readonly language: Language;
  readonly heartbeatMs: number;
  readonly stallMs: number;
  readonly onStep: (step: ChatStep) => void;
}

/** Resolves when the client has read what was written, or is gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.on('drain', done);
    outgoing.on('close', done);
  });
}

/**
 * Writes an answer as it arrives. The status is determined by the first step with output, or by the
 * first heartbeat; a failure before that is returned and nothing is sent. The next step is
 * requested only when the client has room, so that a slow client throttles the provider instead of
 * filling memory. Rejects only if the steps do.
 */
export async function writeAnswer(options: WriteOptions): Promise<Written> {
  const { outgoing, steps, format, heartbeatMs } = options;

  const begin = (): void => {
    if (outgoing.headersSent) return;
    outgoing.writeHead(200, { 'content-type': format.contentType, ...options.headers });
  };
  const fail = (error: ApiError): Written => {
    if (outgoing.headersSent) {
      const told = inLanguage(options.language, () => format.failure(error));
      if (format.tellsFailure) outgoing.end(told);
      // Without the final chunk of the encoding, no client takes the body for complete.
      else outgoing.write(told, () => outgoing.destroy());
    }
    return { kind: 'failed', error };
  };

  // Node itself checks whether bytes are still being sent before it reports a timeout.
  outgoing.setTimeout(options.stallMs, () => {
    if (outgoing.writableNeedDrain) outgoing.destroy();
  });
  const beat = setInterval(() => {
    // A slow client has enough to read already.
    if (format.heartbeat === '' || outgoing.writableNeedDrain || outgoing.writableEnded) return;
    begin();
    outgoing.write(format.heartbeat);
  }, heartbeatMs);
  try {
    for await (const step of steps) {
      if (outgoing.destroyed) return { kind: 'aborted' };
      options.onStep(step);
      const error = errorIn(step);
      if (error !== null) return fail(error);
      const text = inLanguage(options.language, () => format.step(step));
      if (step.kind === 'finished') {
        begin();
        outgoing.end(text);
        return { kind: 'complete' };
      }
      if (text === '') continue;
      begin();
      beat.refresh();
      if (!outgoing.write(text)) await drained(outgoing);
    }
    return { kind: 'aborted' };
  } finally {
    clearInterval(beat);
  }
}
