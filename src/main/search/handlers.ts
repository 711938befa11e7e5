import type { CommandInput, CommandName, CommandOutputs } from '../../shared/contract/index.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { Folder } from '../../shared/model/library.ts';
import type { ConversationService } from '../conversations/conversation-service.ts';
import type { Library } from './library.ts';

type LibraryCommand = Extract<
  CommandName,
  'conversation.organize' | 'library.search' | 'library.folders' | 'library.statistics'
>;

type LibraryHandlers = {
  readonly [N in LibraryCommand]: (
    input: CommandInput<N>,
  ) => Promise<CommandOutputs[N]> | CommandOutputs[N];
};

function organized(
  before: Conversation,
  { pinned, archived, folder }: CommandInput<'conversation.organize'>,
): Conversation {
  const { folder: oldFolder, ...rest } = before;
  const newFolder = folder === undefined ? oldFolder : (folder ?? undefined);
  return {
    ...rest,
    ...(newFolder === undefined ? {} : { folder: newFolder }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(archived === undefined ? {} : { archived }),
  };
}

/** All folders, by name. */
function foldersOf(conversations: ConversationService): readonly Folder[] {
  const counts = new Map<string, number>();
  for (const { folder } of conversations.heads()) {
    if (folder !== undefined && folder !== '') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, conversations: count }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Answers the commands about the library. */
export function createLibraryHandlers(rooms: {
  readonly conversations: ConversationService;
  readonly library: Library;
}): LibraryHandlers {
  const { conversations, library } = rooms;
  return {
    'conversation.organize': async (input) => {
      const writes: Promise<boolean>[] = [];
      for (const id of input.conversationIds) {
        const { written } = await conversations.change(id, (before) => organized(before, input));
        writes.push(written);
      }
      await Promise.all(writes);
    },
    'library.search': ({ query, limit }) => library.search(query, limit),
    'library.folders': () => foldersOf(conversations),
    'library.statistics': () => library.statistics(),
  };
}
