import { t } from '../language/translate.ts';
import type { ActiveCheckpoint } from '../model/conversation.ts';

/** Names a checkpoint by what it stands for: this many messages before it. */
export function checkpointWords(checkpoint: ActiveCheckpoint, before: number): string {
  switch (checkpoint.kind) {
    case 'summary':
      return checkpoint.edited === true
        ? t('checkpoint.summary.edited', { count: before })
        : t('checkpoint.summary', { count: before });
    case 'dropped':
      return t('checkpoint.dropped', { count: before });
  }
}
