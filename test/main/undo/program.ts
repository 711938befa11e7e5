import { asClient, deafClient } from '../as-client.ts';
import { createHandlers, type HandlerRooms } from '../../../src/main/app/handlers.ts';
import { openContext } from '../../../src/main/app/open-context.ts';
import { openUndo } from '../../../src/main/app/undo/open-undo.ts';
import { createApiService } from '../../../src/main/local-api/service.ts';
import { createPromptService } from '../../../src/main/prompts/service.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { createRecorder } from '../../../src/main/undo/recorder.ts';
import type { CommandInput, CommandName } from '../../../src/shared/contract/index.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { contentOf, withContent } from '../../../src/shared/model/message/checkpoint.ts';
import { serviceOn } from '../assistants/rig.ts';
import { memoryTokens } from '../local-api/support.ts';
import { program, serverOf } from '../tools/rig.ts';
import { letter, summary } from '../../shared/model/prompts/samples.ts';
import { newId } from '../../../src/main/conversations/id.ts';

const since = '2026-11-01T12:00:00.000Z';

/** A message without the times that tell processes which of two changes is later. */
function timeless({ checkpoint, ...message }: Message): unknown {
  return { ...message, said: contentOf(checkpoint) };
}

/** All that the person has made, as it can be compared. */
async function everything({
  store,
  temporary,
  conversations,
}: Awaited<ReturnType<typeof program>>) {
  const all = await Promise.all(conversations.heads().map(({ id }) => conversations.get(id)));
  return structuredClone({
    settings: store.settings.read(),
    tools: store.tools.read(),
    assistants: store.assistants.read(),
    prompts: store.prompts.read(),
    drafts: temporary.drafts.all(),
    secrets: store.secrets.sealed(),
    trash: (await conversations.trashed()).map(({ id }) => id).toSorted(),
    conversations: all
      // What is told other processes about deletions is not the person's.
      .map(({ updatedAt: _at, deletedBranches: _told, messages, ...head }: Conversation) => ({
        ...head,
        messages: Object.values<Message>(messages)
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map(timeless),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  });
}

/** The program with all its commands, over real stores, and with something of everything in it. */
export async function undoProgram(files: {
  readonly prompts: string;
  readonly assistants: string;
}) {
  const recorder = createRecorder();
  const parley = await program({
    watch: recorder.watch,
    onGone: (id) => undo.undo.forget(id),
  });
  const { core, store, tools, temporary, provider } = parley;
  /** All that windows were told. */
  const told: unknown[] = [];
  const emit = (name: string, payload: unknown): void => void told.push({ name, payload });
  const undo = openUndo({
    core,
    store,
    drafts: temporary.drafts,
    recorder,
    emit,
    onChange: () => undefined,
  });
  const { service: assistants } = serviceOn(parley, { choose: [files.assistants] });
  const report = (error: unknown): void => {
    throw error;
  };
  const prompts = createPromptService({
    file: store.prompts,
    newId,
    now: Date.now,
    readClipboard: () => Promise.resolve(''),
    files: nodeFileSystem,
    dialogs: {
      choosePrompts: () => Promise.resolve(files.prompts),
      chooseTarget: () => Promise.resolve(null),
    },
    isTemporary: () => false,
    tell: emit,
  });
  const { settings } = store;
  const api = createApiService({
    core,
    settings,
    tokens: memoryTokens(),
    tell: (view) => emit('api', view),
    report,
    version: '1',
  });
  const loadContext = openContext({
    ...parley,
    drafts: temporary.drafts,
    assistants,
    loadTools: () => Promise.resolve(tools),
    emit,
  });
  const rooms = {
    readOnly: null,
    ...core,
    undo,
    store: store.conversations,
    settings,
    drafts: temporary.drafts,
    temporary,
    assistants,
    prompts,
    api,
    loadContext,
    loadTools: () => Promise.resolve(tools.handlers),
    clients: () => [],
    attachments: { attachments: parley.attachments },
    transfer: {},
    system: {},
    backups: { handlers: {} },
    updates: { handlers: {} },
  };
  // Rooms that no command of these tests reaches are not there.
  const handlers = asClient(createHandlers(rooms as unknown as HandlerRooms), deafClient);
  const run = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<unknown> => {
    const handle = handlers[name] as (given: CommandInput<N>) => unknown;
    return handle(input);
  };

  provider.next({ kind: 'text', text: 'A first answer.' });
  const id = await parley.converse();
  const answer = await parley.ask(id, 'A first question');
  provider.next({ kind: 'text', text: 'A second answer.' });
  await parley.ask(id, 'A second question');
  const { messages } = await parley.conversations.get(id);
  const second = Object.values<Message>(messages).find(({ parentId }) => parentId === answer.id);
  const question = second?.id ?? '';
  const queuedId = newId();
  await parley.conversations.change(id, (before) => ({
    ...before,
    queue: [{ id: queuedId, text: 'Later', attachments: [], waits: true as const }],
    pins: [{ id: answer.id }],
    messages: {
      ...before.messages,
      ...(second === undefined
        ? {}
        : { [question]: withContent(second, { kind: 'summary', text: 'They spoke.' }, since) }),
    },
  }));
  await run('draft.set', { conversationId: id, text: 'Not sent', pasted: ['one', 'two'] });
  const { id: trashedId } = await core.conversations.create();
  await core.conversations.remove(trashedId);
  const [trashed] = await core.conversations.trashed();
  await store.prompts.update(() => [letter, summary]);
  await store.assistants.update(() => [
    { id: 'a1', name: 'Librarian', icon: '', instructions: 'Be brief.', starters: [] },
    { id: 'a2', name: 'Poet', icon: '', instructions: 'Rhyme.', starters: [] },
  ]);
  await run('conversation.update', { conversationIds: [id], patch: { assistantId: 'a1' } });
  await run('providers.setKey', { providerId: 'p', key: 'sk-first-key-of-all' });
  await run('providers.addKey', { providerId: 'p', key: 'sk-second-key-of-all' });
  await parley.add(serverOf('here'));
  await run('tools.saveServer', {
    ...serverOf('here'),
    isEnabled: false,
    fields: [{ name: 'TOKEN', isSecret: true, value: 'a secret' }],
  });
  const permission = { id: 'one', source: 'here', sourceName: 'HERE', identity: '', since };
  await store.tools.update((before) => ({
    ...before,
    permissions: [{ ...permission, kind: 'always', tools: [] }],
  }));
  settings.update((before) => ({
    ...before,
    prices: { m: { prompt: 1, completion: 2 } },
    apiOrigins: ['https://a.example', 'https://b.example'],
    systemPrompt: 'Be kind.',
    folderAssistants: { Work: 'a1' },
  }));
  return {
    ...parley,
    run,
    told,
    everything: () => everything(parley),
    ids: { id, answerId: answer.id, question, queuedId, trashedKey: trashed?.key ?? '' },
  };
}

export type UndoProgram = Awaited<ReturnType<typeof undoProgram>>;
