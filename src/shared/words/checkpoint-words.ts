import type { ActiveCheckpoint } from '../model/conversation.ts';

const messages = (count: number): string =>
  count === 1 ? '1 message' : `${String(count)} messages`;

/** Names a checkpoint by what it stands for: this many messages before it. */
export function checkpointWords(checkpoint: ActiveCheckpoint, before: number): string {
  switch (checkpoint.kind) {
    case 'summary':
      return checkpoint.edited === true
        ? `Summary of ${messages(before)}, edited`
        : `Summary of ${messages(before)}`;
    case 'dropped':
      return `${messages(before)} left out`;
  }
}
