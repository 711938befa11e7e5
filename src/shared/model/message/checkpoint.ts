import type { Message } from '../conversation.ts';
import type { ActiveCheckpoint, Checkpoint } from './checkpoint-schema.ts';

/** The checkpoint before a message, if one counts. */
export function activeCheckpoint(
  message: Pick<Message, 'checkpoint'>,
): ActiveCheckpoint | undefined {
  const { checkpoint } = message;
  return checkpoint === undefined || checkpoint.kind === 'removed' ? undefined : checkpoint;
}

/** The text of the summary before a message; '' if there is none. */
export function summaryBefore(message: Pick<Message, 'checkpoint'>): string {
  const checkpoint = activeCheckpoint(message);
  return checkpoint?.kind === 'summary' ? checkpoint.text : '';
}

/** The part of a path that is sent: from the last checkpoint on. */
export function sentPath(path: readonly Message[]): readonly Message[] {
  const at = path.findLastIndex((message) => activeCheckpoint(message) !== undefined);
  return at <= 0 ? path : path.slice(at);
}

/** The message with this checkpoint; without one if there is none. */
export function withCheckpoint(message: Message, checkpoint: Checkpoint | undefined): Message {
  const { checkpoint: _before, ...rest } = message;
  return checkpoint === undefined ? rest : { ...rest, checkpoint };
}

/** The checkpoint without what was paid for it, for a copy of its message. */
export function copiedCheckpoint(
  message: Pick<Message, 'checkpoint'>,
): ActiveCheckpoint | undefined {
  const active = activeCheckpoint(message);
  if (active === undefined) return undefined;
  const { asked: _asked, ...rest } = active;
  return rest;
}

/** Of the checkpoints of one message in two processes, the one that was changed last. */
export function laterCheckpoint(ours: Message, theirs: Message): Checkpoint | undefined {
  const [own, other] = [ours.checkpoint, theirs.checkpoint];
  if (own === undefined || other === undefined) return own ?? other;
  return other.changedAt > own.changedAt ? other : own;
}

/** A checkpoint without its time and its requests. */
export type CheckpointContent =
  | { readonly kind: 'summary'; readonly text: string; readonly edited?: true | undefined }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'removed' };

/** The content of a checkpoint. */
export function contentOf(checkpoint: Checkpoint | undefined): CheckpointContent {
  if (checkpoint === undefined) return { kind: 'removed' };
  const { changedAt: _at, asked: _asked, ...said } = checkpoint;
  return said;
}

/**
 * The message with this content in its checkpoint. It is later than the one before, by which
 * processes decide; what was paid for stays.
 */
export function withContent(
  message: Message,
  content: CheckpointContent & Pick<Checkpoint, 'asked'>,
  nowIso: string,
): Message {
  const { changedAt: before = '', asked } = message.checkpoint ?? {};
  const changedAt = before < nowIso ? nowIso : new Date(Date.parse(before) + 1).toISOString();
  const paid = asked === undefined ? {} : { asked };
  return withCheckpoint(message, { ...paid, ...content, changedAt });
}
