import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { DailyUsage, Folder, LibraryStatistics } from '../../shared/model/library.ts';
import type { MonthSpent } from '../../shared/model/spending/ledger.ts';
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

/** Creates the handlers of commands about the library. */
export function createLibraryHandlers(rooms: {
  readonly conversations: ConversationService;
  readonly library: Library;
  /** Usage that is in no conversation. */
  readonly usageElsewhere: () => Promise<readonly DailyUsage[]>;
  readonly spentThisMonth: () => Promise<MonthSpent>;
  /** Asks for a file and writes usage to it; false if the person chose none. */
  readonly exportUsage: (statistics: () => Promise<LibraryStatistics>) => Promise<boolean>;
}): HandlersOf<'library'> {
  const { conversations, library } = rooms;
  const statistics = async (): Promise<LibraryStatistics> => {
    const [within, elsewhere] = await Promise.all([library.statistics(), rooms.usageElsewhere()]);
    return { ...within, usage: [...within.usage, ...elsewhere] };
  };
  return {
    'library.search': ({ query, limit }) => library.search(query, limit),
    'library.folders': () => foldersOf(conversations),
    'library.spent': () => rooms.spentThisMonth(),
    'library.statistics': statistics,
    'library.exportUsage': () => rooms.exportUsage(statistics),
  };
}
