import { createAssistantService } from '../../../src/main/assistants/service.ts';
import type { AssistantRooms } from '../../../src/main/assistants/service.ts';
import { createConversationHandlers } from '../../../src/main/conversations/handlers.ts';
import { newId } from '../../../src/main/conversations/id.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { asClient } from '../as-client.ts';
import type { program } from '../tools/rig.ts';

type Parley = Pick<Awaited<ReturnType<typeof program>>, 'store' | 'conversations' | 'turns'>;

/** The real service on a program, with dialogs that answer with these paths. */
export function serviceOn(
  { store, conversations, turns }: Parley,
  answers: { readonly choose?: readonly string[]; readonly target?: string | null } = {},
) {
  const told: unknown[] = [];
  const suggested: string[] = [];
  const settled: string[] = [];
  const rooms: AssistantRooms = {
    file: store.assistants,
    conversations,
    files: nodeFileSystem,
    dialogs: {
      chooseAssistants: () => Promise.resolve(answers.choose ?? []),
      chooseTarget: (name) => {
        suggested.push(name);
        return Promise.resolve(answers.target ?? null);
      },
    },
    dropped: { take: (name) => (name === 'dropped' ? (answers.choose?.[0] ?? null) : null) },
    here: {
      hasProvider: (id) => id === 'p',
      hasSource: (source) => source === 'time' || source === 'web',
    },
    newId,
    attachments: {
      describe: ({ attachment }) =>
        Promise.resolve({
          kind: 'file',
          attachment,
          mediaType: 'text/plain',
          name: 'Known',
          size: 1,
        }),
      settle: (parts) => void settled.push(...parts.map(({ attachment }) => attachment)),
    },
    tell: (name, payload) => void told.push([name, payload]),
  };
  const service = createAssistantService(rooms);
  const handlers = asClient(
    createConversationHandlers({
      conversations,
      turns,
      assistants: service,
      settings: { read: () => ({ folderAssistants: {} }) },
      temporary: { keepFiles: () => Promise.reject(new Error('There are none.')) },
    }),
  );
  return {
    service,
    settled,
    told,
    suggested,
    choose: (conversationId: string, assistantId: string | null): unknown =>
      handlers['conversation.update']({
        conversationIds: [conversationId],
        patch: { assistantId },
      }),
    create: (assistantId: string) => handlers['conversation.create']({ assistantId }),
  };
}
