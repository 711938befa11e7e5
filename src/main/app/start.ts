import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachmentResponse } from '../attachments/response.ts';
import { nodeFileSystem } from '../disk/file-system.ts';
import { allDone } from '../disk/under-way.ts';
import { expected } from '../../shared/expected.ts';
import type { UndoView } from '../../shared/model/undo/undo.ts';
import { appWindows } from '../electron/app-windows.ts';
import { appClients } from '../electron/clients.ts';
import { exitAtOnce, finishFirst, onWindowsClosed } from '../electron/boot.ts';
import { findDataFolder, type FirstFolder } from '../electron/data-folder.ts';
import { outsideProgram } from '../electron/leave-program.ts';
import { askBeforeEnd, tellNotKept } from '../electron/dialogs/end-dialog.ts';
import { attachmentDialogs } from '../electron/dialogs/attachment-dialogs.ts';
import { fileDialogs } from '../electron/dialogs/file-dialogs.ts';
import { startDrag } from '../electron/desktop/drag.ts';
import { readLoginItem, setLoginItem } from '../electron/desktop/login-item.ts';
import { answerCommands, answerDrops, emitToWindows } from '../electron/ipc.ts';
import { setShown } from '../electron/menus/shown.ts';
import { serveRenderer } from '../electron/pages/protocol.ts';
import { createPdfPrinter } from '../electron/pdf-printer.ts';
import { appVersion, hideFromDock, platform, quit } from '../electron/platform.ts';
import type { Windows } from '../electron/windows.ts';
import { createSpelling } from '../electron/spelling/spelling.ts';
import { lockPages, system, systemSafeStorage } from '../electron/system.ts';
import { applyTheme } from '../electron/window.ts';
import type { Inbox } from '../links/inbox.ts';
import { announceApi } from '../local-api/announce.ts';
import { discoverServers } from '../providers/discover.ts';
import { clearLeftDrags } from '../transfer/dragged/dragged-files.ts';
import { warmParsing } from '../store/conversations/parse-conversation.ts';
import type { Store } from '../store/index.ts';
import { keepConversation } from '../conversations/temporary-handlers.ts';
import { listen } from './arrivals/listen.ts';
import { openDesktop } from './desktop/open-desktop.ts';
import { openQuick, type Quick } from './desktop/open-quick.ts';
import { openWindows } from './desktop/open-windows.ts';
import { createEndQuestion, type EndQuestion } from './end-question.ts';
import { endingOf, type Ending } from './ending.ts';
import { followRooms } from './follow.ts';
import { createHandlers, type HandlerRooms } from './handlers.ts';
import { endToolLeftovers } from './tool-leftovers.ts';
import { readNotices } from './notices.ts';
import { openLibrary, type OpenLibrary } from './library/open-library.ts';
import { importThread, openRooms, rendererFolder, type Rooms } from './rooms.ts';

/** Options from the command line and the environment. */
export interface StartOptions {
  readonly folder: FirstFolder;
  /**
   * With `--serve`, Parley starts without a window and keeps running when the last one is closed.
   */
  readonly serving: { readonly port: number | null } | null;
  /** Holds what other programs have asked for so far, and takes what they ask for later. */
  readonly inbox: Inbox;
  readonly report: (error: unknown) => void;
}

/** Applies the settings that concern windows, now and whenever they change. */
function applySettings({ settings }: Pick<Store, 'settings'>): void {
  applyTheme(settings.read().theme);
  lockPages();
  const applySpelling = createSpelling();
  applySpelling(settings.read().checkSpelling);
  settings.subscribe(({ checkSpelling }) => applySpelling(checkSpelling));
}

function handlerRooms(
  rooms: Rooms,
  root: string,
  {
    windows,
    quick,
    readOnly,
    notices,
    report,
  }: { readonly windows: Windows; readonly quick: Quick } & Pick<
    OpenLibrary,
    'readOnly' | 'notices'
  > &
    Pick<StartOptions, 'report'>,
): HandlerRooms {
  const { core, store, attachmentStore, dropped, draggedFiles, jobs, confined } = rooms;
  return {
    ...core,
    loaded: core.loaded.then((more) => [...notices, ...more]),
    readOnly,
    system,
    platform: platform(),
    store: store.conversations,
    temporary: rooms.temporary,
    drafts: rooms.temporary.drafts,
    settings: store.settings,
    assistants: rooms.assistants,
    prompts: rooms.prompts,
    api: rooms.api,
    library: rooms.library,
    loadTools: async () => (await rooms.loadTools()).handlers,
    loadOffers: async () => (await rooms.loadTools()).offers,
    windows,
    onShows: setShown,
    quick: quick.handlers,
    clients: appClients,
    loginItem: { read: readLoginItem, set: setLoginItem },
    onDrawn(client) {
      if (quick.drawn(client)) return;
      windows.drawn(client);
      setImmediate(warmParsing);
      quick.prepareSoon();
    },
    discover: () => discoverServers({ fetch: rooms.serverFetch }),
    requests: () => rooms.tools.requests(),
    compactions: async () => (await rooms.loadContext.made())?.running() ?? [],
    loadContext: rooms.loadContext,
    async usageElsewhere() {
      const { usageElsewhere } = await import('../spending/usage-elsewhere.ts');
      return usageElsewhere(store.spending, store.tools.read().modelUsage);
    },
    dataFolder: root,
    version: appVersion(),
    notices: () =>
      readNotices(join(import.meta.dirname, '../../resources/third-party-notices.json')),
    backups: rooms.backups,
    undo: rooms.undo,
    attachments: {
      attachments: rooms.attachments,
      store: attachmentStore,
      files: nodeFileSystem,
      dropped,
      dialogs: attachmentDialogs,
      conversation: (id) => core.turns.look(id),
      loadRemoteImage: rooms.loadRemoteImage,
    },
    transfer: {
      conversations: core.conversations,
      assistants: rooms.assistants,
      attachments: attachmentStore,
      files: nodeFileSystem,
      dialogs: fileDialogs,
      conversation: (id) => core.turns.look(id),
      draggedFiles,
      startDrag,
      dropped,
      jobs,
      confined,
      createPdfPrinter: () => createPdfPrinter(report),
      importThread,
    },
  };
}

/** True once nobody looks and nothing is being answered, where a program ends with its windows. */
function isDone({ core }: Pick<Rooms, 'core'>, quick: Pick<Quick, 'isShown'>): boolean {
  if (process.platform === 'darwin' || appWindows().length > 0 || quick.isShown()) return false;
  return core.turns.streaming().length === 0;
}

/** Ends and deletes what a killed Parley has left running or lying about. */
function clearLeftovers(root: string, report: (error: unknown) => void): void {
  void endToolLeftovers(root, report);
  clearLeftDrags(tmpdir(), report).catch(report);
}

async function openLibraryFor({
  root,
  folder,
  serving,
  report,
}: Pick<StartOptions, 'folder' | 'serving' | 'report'> & {
  readonly root: string;
}): Promise<OpenLibrary> {
  const library = await openLibrary({
    root,
    first: folder.path,
    version: appVersion(),
    safeStorage: systemSafeStorage,
    platform: process.platform,
    notify: (notice) => emitToWindows('notice', notice),
    report,
  });
  // Programs that ask would change it.
  if (library.readOnly !== null && serving !== null) throw expected('library_read_only', {});
  return library;
}

/** Opens the data folder, the rooms and the window. */
export async function start({ folder, serving, inbox, report }: StartOptions): Promise<void> {
  const found = await findDataFolder(folder);
  const root = found === null ? null : await outsideProgram(found, folder);
  if (root === null) {
    exitAtOnce();
    return;
  }
  // Files are written from here on, so quitting has to finish whatever has been opened so far.
  let ending: Ending = {
    isBusy: () => false,
    finish: () => Promise.resolve(),
    settle: allDone,
  };
  let ask: EndQuestion = () => null;
  let endDesktop = (): void => undefined;
  finishFirst({
    ask: () => ask(),
    isBusy: () => ending.isBusy(),
    finish: () => {
      // From here on, windows close unasked.
      ask = () => null;
      endDesktop();
      return ending.finish();
    },
    settle: () => ending.settle(),
    report,
  });
  const library = await openLibraryFor({ root, folder, serving, report });
  const { store } = library;
  applySettings(store);
  let setMenu: (view: UndoView) => void = () => undefined;
  const quitIfDone = (): void => {
    if (serving === null && isDone(rooms, quick)) quit();
  };
  const desktop = openDesktop({
    settings: store.settings,
    isTemporary: (id) => rooms.temporary.isTemporary(id),
    show: () => windows.show(),
    deliver: (arrival) => windows.deliver(arrival),
  });
  const rooms = openRooms({
    root,
    folder,
    store,
    emit: emitToWindows,
    clients: appClients,
    report,
    onTurnEnded: (ended) => {
      desktop.attention.answerEnded(ended);
      setImmediate(quitIfDone);
    },
    onRunning: () => desktop.progress.streaming(rooms.core.turns.streaming().length),
    onJob: (update) => desktop.progress.job(update),
    onToolsWaiting: (pending) => desktop.attention.callsWait(pending),
    onRequest: (request) => desktop.attention.requestWaits(request),
    onUndo: (view) => setMenu(view),
  });
  const quick = openQuick({
    settings: store.settings,
    emit: emitToWindows,
    onHidden: () => setImmediate(quitIfDone),
    onDetached: (client) => rooms.core.turns.detach(client),
    report,
  });
  endDesktop = () => {
    windows.hold();
    quick.end();
    desktop.end();
  };
  const { turns, registry, prices } = rooms.core;
  serveRenderer(rendererFolder, (sha256) => attachmentResponse(rooms.attachmentStore, sha256));
  const windows = openWindows({ rooms, isServing: serving !== null, ask: () => ask(), report });
  ask = createEndQuestion({
    unkept: rooms.temporary.unkept,
    keep: (id) => keepConversation(rooms.core.conversations, rooms.temporary, id),
    ask: askBeforeEnd,
    tellNotKept,
    report,
  });
  followRooms({
    store: store.conversations,
    registry,
    prices,
    emit: emitToWindows,
    applyTheme,
    report,
  });
  answerDrops((paths) => rooms.dropped.add(paths));
  const stopBackups = rooms.backups.start();
  const handlers = createHandlers(
    handlerRooms(rooms, root, { ...library, windows, quick, report }),
  );
  const prepareCommands = answerCommands(handlers, report);
  const heard = listen({ inbox, rooms, windows, quick, handlers, ...store, report });
  setMenu = heard.setMenu;
  // Closing the window does not cut off a streaming answer; the program quits after it.
  onWindowsClosed(quitIfDone);
  ending = endingOf({
    ...rooms,
    turns,
    store: store.conversations,
    stopBackups,
    allDone,
    report,
  });
  setImmediate(() => clearLeftovers(root, report));
  if (serving === null) {
    if (!heard.isForQuick) windows.show();
    setImmediate(prepareCommands);
    return;
  }
  hideFromDock();
  await announceApi(rooms.api, serving.port, (text) => process.stdout.write(text));
}
