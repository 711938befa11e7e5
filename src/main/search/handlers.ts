import type { HandlersOf } from '../../shared/contract/handlers.ts';
import type { Folder } from '../../shared/model/library.ts';
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
}): HandlersOf<'library'> {
  const { conversations, library } = rooms;
  return {
    'library.search': ({ query, limit }) => library.search(query, limit),
    'library.folders': () => foldersOf(conversations),
    'library.statistics': () => library.statistics(),
  };
}
