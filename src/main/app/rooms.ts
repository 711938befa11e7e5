import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../shared/contract/client.ts';
import type { Events } from '../../shared/contract/index.ts';
import { createAssistantService, type AssistantService } from '../assistants/service.ts';
import { createDraggedFiles, type DraggedFiles } from '../transfer/dragged/dragged-files.ts';
import { createDroppedFiles, type DroppedFiles } from '../attachments/dropped-files.ts';
import type { ContextService } from '../context/service.ts';
import type { Attachments } from '../attachments/attachments.ts';
import { createPictureKeeper } from '../attachments/kept-pictures.ts';
import { createRemoteImageLoader } from '../attachments/remote-image-loader.ts';
import type { BackupService } from '../backup/service.ts';
import { createConfined, type Confined } from '../confined/confined.ts';
import { newId } from '../conversations/id.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import type { FirstFolder } from '../electron/data-folder.ts';
import { assistantDialogs } from '../electron/dialogs/assistant-dialogs.ts';
import { promptDialogs } from '../electron/dialogs/prompt-dialogs.ts';
import { appVersion } from '../electron/platform.ts';
import { entryPoint, rendererFolder } from '../electron/program-files.ts';
import { readClipboard, systemProxy } from '../electron/system.ts';
import { createUtilityProcesses } from '../electron/utility-process.ts';
import { createJobs, type Jobs } from '../jobs/jobs.ts';
import { createApiService, type ApiService } from '../local-api/service.ts';
import { createPromptService, type PromptService } from '../prompts/service.ts';
import { originOf } from '../providers/address.ts';
import { createFindProxy, createServerFetch } from '../providers/fetch.ts';
import { createLibrary, type Library } from '../search/library.ts';
import { watchStore } from '../search/watched-store.ts';
import { createAttachmentStore, type AttachmentStore } from '../store/attachments.ts';
import type { Store } from '../store/index.ts';
import { createTemporaryStores, type TemporaryStores } from '../store/temporary/temporary.ts';
import { createCore, type Core, type CoreOptions } from './core.ts';
import type { PersonRequest } from '../../shared/model/person/requests.ts';
import { builtInSources, type PendingApproval } from '../../shared/model/tools.ts';
import type { ToolService } from '../tools/service.ts';
import type { OnFirstUse } from './on-first-use.ts';
import { toolsOnUse } from './tools-on-use.ts';
import { toolsOnFirstUse } from './windowed-tools.ts';
import type { EmitToWindows } from './follow.ts';
import { openContext } from './open-context.ts';
import { openAttachments } from './open-attachments.ts';
import { openBackups } from './library/open-backups.ts';
import { openUndo } from './undo/open-undo.ts';
import { openUpdates } from './updates/open-updates.ts';
import type { UpdateService } from '../updates/service.ts';
import { createRecorder } from '../undo/recorder.ts';
import type { RecordRooms } from '../undo/record.ts';
import type { UndoView } from '../../shared/model/undo/undo.ts';

/** Dependencies of the rooms. */
export interface RoomsOptions {
  /** The data folder. */
  readonly root: string;
  /** The folder in which Parley looks first. */
  readonly folder: FirstFolder;
  readonly store: Store;
  readonly emit: EmitToWindows;
  readonly clients: () => readonly Client[];
  readonly report: (error: unknown) => void;
  readonly onTurnEnded: CoreOptions['onTurnEnded'];
  /** Called when a turn has begun or ended. */
  readonly onRunning: () => void;
  /** Called with each update of a job. */
  readonly onJob: (update: Events['job']) => void;
  /** Called when tool calls start to wait for the person. */
  readonly onToolsWaiting: (pending: PendingApproval) => void;
  /** Called when a request of a tool server starts to wait for the person. */
  readonly onRequest: (request: PersonRequest) => void;
  /** Resolves when the first window shows something, or none is waited for. */
  readonly firstView: Promise<void>;
  /** Called when Undo and Redo would do something different than before. */
  readonly onUndo: (view: UndoView) => void;
}

/** All rooms of the app, open. */
export interface Rooms {
  readonly store: Store;
  readonly core: Core;
  readonly assistants: AssistantService;
  readonly prompts: PromptService;
  readonly api: ApiService;
  readonly library: Library;
  readonly jobs: Jobs;
  readonly backups: BackupService;
  readonly updates: UpdateService;
  readonly confined: Confined;
  readonly dropped: DroppedFiles;
  readonly draggedFiles: DraggedFiles;
  readonly attachments: Attachments;
  readonly attachmentStore: AttachmentStore;
  readonly loadContext: OnFirstUse<ContextService>;
  /** The memory of temporary conversations. */
  readonly temporary: TemporaryStores;
  /** Records the changes that the person can take back. */
  readonly undo: RecordRooms;
  readonly loadRemoteImage: ReturnType<typeof createRemoteImageLoader>;
  readonly serverFetch: typeof globalThis.fetch;
  /** Loads the tools on first use. */
  readonly loadTools: () => Promise<ToolService>;
  /** Parts of the tools that never load them. */
  readonly tools: {
    /** Closes the servers. */
    close(): Promise<void>;
    /** Returns the requests of servers that wait for the person. Never rejects. */
    requests(): Promise<readonly PersonRequest[]>;
  };
}

function openAssistants(
  { store, emit }: RoomsOptions,
  core: Core,
  dropped: DroppedFiles,
  attachments: Pick<Attachments, 'describe' | 'settle'>,
): AssistantService {
  return createAssistantService({
    file: store.assistants,
    conversations: core.conversations,
    files: nodeFileSystem,
    dialogs: assistantDialogs,
    dropped,
    here: {
      hasProvider: (id) => core.registry.list().some((provider) => provider.id === id),
      hasSource: (source) =>
        builtInSources.some((each) => each === source) ||
        store.tools.read().servers.some(({ id }) => id === source),
    },
    newId,
    attachments,
    tell: emit,
  });
}

function openLibrary({ root, folder, emit, report }: RoomsOptions): Library {
  return createLibrary({
    root,
    // A folder created in place of a missing disk would be mistaken for the data.
    mayMakeRoot: root === folder.path,
    worker: entryPoint('library-worker'),
    tell: (state) => emit('library', state),
    report,
  });
}

function openPrompts({ store, emit }: RoomsOptions, { isTemporary }: TemporaryStores) {
  return createPromptService({
    file: store.prompts,
    newId,
    now: Date.now,
    readClipboard,
    files: nodeFileSystem,
    dialogs: promptDialogs,
    isTemporary,
    tell: emit,
  });
}

/**
 * Starts the index after the store, because it reads what the store has repaired, and after the
 * first view, which its thread would slow down.
 */
async function startIndex(
  { firstView }: RoomsOptions,
  { loaded }: Core,
  library: Library,
): Promise<void> {
  await Promise.all([firstView, loaded.catch(() => undefined)]);
  library.start();
}

/** Opens the rooms on one data folder and connects them. */
export function openRooms(options: RoomsOptions): Rooms {
  const { root, store, emit, report } = options;
  const onDisk = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  const confined = createConfined({ start: createUtilityProcesses(entryPoint('confined')) });
  const library = openLibrary(options);
  // The index never hears of a temporary conversation.
  const conversations = watchStore(store.conversations, library);
  const temporary = createTemporaryStores(
    { ...store, conversations, attachments: onDisk },
    { onGone: (id) => undo.undo.forget(id) },
  );
  const { drafts, isTemporary, attachments: attachmentStore } = temporary;
  const { attachments, loadAttachment } = openAttachments({
    store: attachmentStore,
    confined,
    renderer: rendererFolder,
    isTemporary,
    report,
  });
  const dropped = createDroppedFiles();
  const draggedFiles = createDraggedFiles(tmpdir(), report);
  const serverFetch = createServerFetch(process.env, systemProxy);
  const findProxy = createFindProxy(process.env, systemProxy);
  const recorder = createRecorder();
  const core = createCore({
    watch: recorder.watch,
    serverFetch,
    store: temporary.conversations,
    settings: store.settings,
    secrets: store.secrets,
    spending: store.spending,
    modelLists: store.modelLists,
    loadAttachment,
    keepPicture: createPictureKeeper(attachmentStore),
    emit,
    clients: options.clients,
    report,
    onTurnEnded: options.onTurnEnded,
    onRunning: options.onRunning,
    toolsOf: toolsOnUse(store.settings.read, () => loadTools()),
    assistant: (id) => assistants.get(id),
    checkRoom: async (...sent) => (await loadContext()).check(...sent),
  });
  const loadTools = toolsOnFirstUse({
    ...options,
    core,
    isTemporary,
    library,
    attachmentStore,
    attachments,
    loadAttachment,
    confined,
    network: {
      proxied: serverFetch,
      hasProxy: async (url) => (await findProxy(url)) !== null,
    },
  });
  const assistants = openAssistants(options, core, dropped, attachments);
  const loadContext = openContext({
    ...options,
    core,
    drafts,
    assistants,
    loadAttachment,
    loadTools,
  });
  const undo = openUndo({ ...options, core, drafts, recorder, onChange: options.onUndo });
  void startIndex(options, core, library);
  const api = createApiService({
    core,
    settings: store.settings,
    tokens: store.tokens,
    tell: (view) => emit('api', view),
    notify: (notice) => emit('notice', notice),
    report,
    version: appVersion(),
  });
  const knownOrigins = () => core.registry.list().map(({ baseUrl }) => originOf(baseUrl));
  const loadRemoteImage = createRemoteImageLoader({ fetch: serverFetch, findProxy, knownOrigins });
  const jobs = createJobs((name, update) => {
    emit(name, update);
    options.onJob(update);
  }, report);
  return {
    store,
    core,
    assistants,
    prompts: openPrompts(options, temporary),
    api,
    library,
    jobs,
    backups: openBackups(options, { core, jobs, attachmentStore: onDisk, temporary, undo }),
    updates: openUpdates({
      root,
      settings: store.settings,
      fetch: serverFetch,
      wouldLose: () => temporary.unkept().length > 0,
      emit,
      report,
    }),
    confined,
    dropped,
    draggedFiles,
    attachments,
    attachmentStore,
    loadContext,
    temporary,
    undo,
    loadRemoteImage,
    serverFetch,
    loadTools,
    tools: {
      close: async () => loadTools.made()?.then((tools) => tools.close()),
      requests: async () =>
        (await loadTools.made()?.then(
          (tools) => tools.requests(),
          () => [],
        )) ?? [],
    },
  };
}
