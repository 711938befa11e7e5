import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Folder, MonthlyUsage } from '../../shared/model/library.ts';
import type { Spent } from '../../shared/model/message/spent.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { Library } from './library.ts';

/** All folders, sorted by name. */
function foldersOf(conversations: ConversationService): readonly Folder[] {
  const counts = new Map<string, number>();
  for (const { folder } of conversations.heads()) {
    if (folder !== undefined && folder !== '') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, conversations: count }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Adds up usage by month and model. */
export function addUsage(
  one: readonly MonthlyUsage[],
  other: readonly MonthlyUsage[],
): readonly MonthlyUsage[] {
  const sums = new Map<string, MonthlyUsage>();
  for (const row of [...one, ...other]) {
    const key = JSON.stringify([row.month, row.model]);
    const sum = sums.get(key);
    sums.set(key, {
      month: row.month,
      model: row.model,
      answers: row.answers + (sum?.answers ?? 0),
      promptTokens: row.promptTokens + (sum?.promptTokens ?? 0),
      completionTokens: row.completionTokens + (sum?.completionTokens ?? 0),
      cachedTokens: row.cachedTokens + (sum?.cachedTokens ?? 0),
    });
  }
  return [...sums.values()].toSorted(
    (a, b) => a.month.localeCompare(b.month) || a.model.localeCompare(b.model),
  );
}

/** Creates the handlers of commands about the library. */
export function createLibraryHandlers(rooms: {
  readonly conversations: ConversationService;
  readonly library: Library;
  /** Usage that is in no conversation. */
  readonly usageElsewhere: () => readonly MonthlyUsage[];
  readonly spentThisMonth: () => Promise<Spent>;
}): HandlersOf<'library'> {
  const { conversations, library } = rooms;
  return {
    'library.search': ({ query, limit }) => library.search(query, limit),
    'library.folders': () => foldersOf(conversations),
    'library.spent': () => rooms.spentThisMonth(),
    async 'library.statistics'() {
      const statistics = await library.statistics();
      return { ...statistics, usage: addUsage(statistics.usage, rooms.usageElsewhere()) };
    },
  };
}
