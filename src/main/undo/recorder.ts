import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { Change } from './change.ts';
import { conversationChange } from './conversation-change.ts';

/** The changes of a command; null once it has ended, though what it has started may go on. */
interface Recording {
  changes: Change[] | null;
}

/** Knows what a command changes in conversations, however many rooms it goes through. */
export interface Recorder {
  /** The conversations, with every change that a recorded command makes taken down. */
  readonly watch: (conversations: ConversationService) => ConversationService;
  /** Runs a command and returns what it has changed by its end, also if it fails. */
  record<T>(
    run: () => Promise<T>,
  ): Promise<{ readonly outcome: PromiseSettledResult<T>; readonly changes: readonly Change[] }>;
}

/** Creates a recorder. */
export function createRecorder(): Recorder {
  const running = new AsyncLocalStorage<Recording>();
  const changes = (): Change[] | null => running.getStore()?.changes ?? null;
  const note = (change: Change): void => void changes()?.push(change);
  return {
    watch(conversations) {
      const titleOf = (id: string): string => conversations.head(id)?.title ?? '';
      return {
        ...conversations,
        async change(id, change, tells) {
          if (changes() === null) return conversations.change(id, change, tells);
          return conversations.change(
            id,
            (before) => {
              const after = change(before);
              const made = after === before ? null : conversationChange(before, after);
              if (made !== null) note({ kind: 'conversation', change: made });
              return after;
            },
            tells,
          );
        },
        async remove(id) {
          const title = titleOf(id);
          await conversations.remove(id);
          note({ kind: 'deleted', conversationId: id, title });
        },
        async restore(id) {
          await conversations.restore(id);
          note({ kind: 'restored', conversationId: id, title: titleOf(id) });
        },
        async restoreFromTrash(trashed) {
          const isThere = conversations.head(trashed.id) !== undefined;
          await conversations.restoreFromTrash(trashed);
          if (isThere) return;
          const { id } = trashed;
          note({ kind: 'restored', conversationId: id, title: titleOf(id) });
        },
      };
    },
    async record(run) {
      const made: Change[] = [];
      const recording: Recording = { changes: made };
      const [outcome] = await Promise.allSettled([running.run(recording, run)]);
      recording.changes = null;
      return { outcome, changes: made };
    },
  };
}
