import type { ConfinedKind, ConfinedKinds } from './kinds.ts';

/** A piece of work and its input, except for the file. */
export interface ToWork {
  readonly kind: 'work';
  readonly work: ConfinedKind;
  readonly input: ConfinedKinds[ConfinedKind]['input'];
}

/**
 * Messages from main to the process. A file's bytes are sent piece by piece before the work itself,
 * so that main never copies a large file in one go.
 */
export type ToProcess = { readonly kind: 'bytes'; readonly piece: Uint8Array } | ToWork;

/** Messages from the process to main, one for each piece of work. */
export type FromProcess =
  | { readonly kind: 'done'; readonly output: unknown }
  /** The work threw: a bug of ours or of a library. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Validates a message from a process; null for anything invalid. */
export function fromProcess(message: unknown): FromProcess | null {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return null;
  if (message.kind === 'done' && 'output' in message) {
    return { kind: 'done', output: message.output };
  }
  if (message.kind === 'failed' && 'reason' in message) {
    return { kind: 'failed', reason: String(message.reason).slice(0, 2000) };
  }
  return null;
}
