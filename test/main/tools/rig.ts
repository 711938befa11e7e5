import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCore, type CoreOptions } from '../../../src/main/app/core.ts';
import { filesFor } from '../../../src/main/app/open-tools.ts';
import { toolsOnUse } from '../../../src/main/app/tools-on-use.ts';
import { openContentLoader } from '../../../src/main/attachments/content.ts';
import { createConfined } from '../../../src/main/confined/confined.ts';
import { createNodeProcesses } from '../../../src/main/confined/node-process.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { createAttachmentStore } from '../../../src/main/store/attachments.ts';
import { createTemporaryStores } from '../../../src/main/store/temporary/temporary.ts';
import { createCalculatorSource } from '../../../src/main/tools/built-in/calculator.ts';
import { createTimeSource } from '../../../src/main/tools/built-in/time.ts';
import { createAttachmentsSource } from '../../../src/main/tools/built-in/attachments.ts';
import type { MakeSource } from '../../../src/main/tools/ports.ts';
import { createToolService } from '../../../src/main/tools/service.ts';
import type { EventName, Events } from '../../../src/shared/contract/index.ts';
import type { Message } from '../../../src/shared/model/conversation.ts';
import type { PendingApproval, ToolDecision, ToolServer } from '../../../src/shared/model/tools.ts';
import type { ScriptedToolCall } from '../../provider/behaviour.ts';
import { startProvider } from '../../provider/provider.ts';
import { complaintOf } from '../../provider/strict.ts';
import { newRoot, storeOn } from '../store/support.ts';
import { scriptedServers } from './scripted-server.ts';

/** Creates a call as the model sends it. */
export const callOf = (id: string, name: string, args: unknown = {}): ScriptedToolCall => ({
  id,
  name,
  arguments: typeof args === 'string' ? args : JSON.stringify(args),
});

export const serverOf = (id: string, more: Partial<ToolServer> = {}): ToolServer => ({
  id,
  name: id.toUpperCase(),
  isEnabled: true,
  transport: { kind: 'stdio', command: id, arguments: [], folder: '' },
  fields: [],
  idleTimeoutSeconds: 60,
  totalTimeoutSeconds: 600,
  usesInstructions: false,
  allowsSampling: false,
  folders: [],
  ...more,
});

export interface ProgramOptions {
  readonly root?: string;
  /** The scripted provider of another program on the same folder. */
  readonly provider?: Awaited<ReturnType<typeof startProvider>>;
  readonly more?: readonly MakeSource[];
  readonly watch?: CoreOptions['watch'];
  /** Called when a temporary conversation is gone. */
  readonly onGone?: (id: string) => void;
}

/**
 * Starts Parley without a window: the real store, the real wire, and the scripted provider over
 * HTTP.
 */
export async function program(options: ProgramOptions = {}) {
  const root = options.root ?? newRoot();
  const provider = options.provider ?? (await startProvider());
  if (options.provider === undefined) onTestFinished(() => provider.close());
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const store = await storeOn(root, { report });
  store.settings.update((before) => ({
    ...before,
    providers: [
      { id: 'p', name: 'Scripted', kind: 'openai_compatible', baseUrl: provider.baseUrl },
    ],
    defaultProviderId: 'p',
    defaultModel: 'scripted-model',
    nameConversations: false,
  }));
  const onDisk = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  const temporary = createTemporaryStores(
    { conversations: store.conversations, drafts: store.drafts, attachments: onDisk },
    options.onGone === undefined ? {} : { onGone: options.onGone },
  );
  const { attachments } = temporary;
  const confined = createConfined({
    start: createNodeProcesses(join(import.meta.dirname, '../../../src/main/confined/entry.ts')),
  });
  onTestFinished(() => confined.stop());
  const loadAttachment = openContentLoader(attachments, confined, report);
  const events: { readonly name: EventName; readonly payload: unknown }[] = [];
  const emit = <N extends EventName>(name: N, payload: Events[N]): void =>
    void events.push({ name, payload });
  const servers = scriptedServers();
  const waited: PendingApproval[] = [];
  let loads = 0;
  const core = createCore({
    ...(options.watch === undefined ? {} : { watch: options.watch }),
    settings: store.settings,
    store: temporary.conversations,
    secrets: store.secrets,
    spending: store.spending,
    environment: {},
    loadAttachment,
    emit,
    clients: () => [],
    report,
    onTurnEnded: () => undefined,
    toolsOf: toolsOnUse(store.settings.read, () => {
      loads += 1;
      return Promise.resolve(tools);
    }),
  });
  await core.loaded;
  const files = filesFor(attachments, loadAttachment);
  const tools = createToolService({
    file: store.tools,
    secrets: store.secrets,
    files,
    attach: null,
    makeSources: [
      createAttachmentsSource,
      () => createTimeSource(() => Date.parse('2026-11-29T12:00:00.000Z')),
      createCalculatorSource,
      ...(options.more ?? []),
    ],
    openServers: servers.open,
    settings: store.settings.read,
    conversation: (id) => core.turns.look(id),
    contextTokens: (wanted) => core.contextTokens(wanted),
    resume: (conversationId, messageId) => core.turns.resume(conversationId, messageId),
    testSearch: null,
    tell: emit,
    onWaiting: (pending) => waited.push(pending),
    newId: () => 'new-server',
    now: () => Date.parse('2026-11-29T12:00:00.000Z'),
    report,
  });
  const { conversations, turns } = core;

  /** Creates a conversation that may use these sources. */
  async function converse(...on: readonly string[]): Promise<string> {
    const { id } = await conversations.create((empty) => ({
      ...empty,
      tools: { on: [...on], off: [] },
    }));
    return id;
  }
  async function answer(id: string): Promise<Message> {
    const { messages, leafId } = await turns.look(id);
    const message = messages[leafId ?? ''];
    if (message === undefined) throw new Error('There is no answer.');
    return message;
  }
  async function pending(id: string): Promise<PendingApproval> {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = await tools.handlers['tools.pending']({ conversationId: id });
      if (found !== null) return found;
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    throw new Error('Nothing waits.');
  }
  return {
    root,
    store,
    temporary,
    provider,
    core,
    tools,
    attachments,
    loadAttachment,
    turns,
    conversations,
    servers,
    files,
    events,
    reported,
    waited,
    loads: () => loads,
    converse,
    answer,
    pending,
    /** Scripts a model that calls these tools, one answer per round, and then ends. */
    script(...rounds: readonly (readonly ScriptedToolCall[])[]): void {
      for (const toolCalls of rounds) provider.next({ kind: 'text', text: '', toolCalls });
      provider.next({ kind: 'text', text: 'The end.' });
    },
    async ask(id: string, text = 'Go'): Promise<Message> {
      await turns.send(id, text);
      await turns.whenIdle(id);
      return answer(id);
    },
    /** Makes the same decision on all pending calls. */
    async decide(id: string, decision: ToolDecision, args?: string): Promise<void> {
      const { messageId, calls } = await pending(id);
      await tools.handlers['tools.decide']({
        conversationId: id,
        messageId,
        decisions: calls.map(({ callId }) => ({
          callId,
          decision,
          ...(args === undefined ? {} : { arguments: args }),
        })),
      });
    },
    async add(server: ToolServer): Promise<void> {
      await store.tools.update((before) => ({ ...before, servers: [...before.servers, server] }));
    },
    /** Returns the objections of a strict server to the requests so far. */
    complaints(): readonly string[] {
      return provider.requests.flatMap(({ body }) => {
        const messages = (body as { readonly messages?: readonly unknown[] } | null)?.messages;
        const complaint = messages === undefined ? null : complaintOf('paired_tools', messages);
        return complaint === null ? [] : [complaint];
      });
    },
  };
}

export type Program = Awaited<ReturnType<typeof program>>;
