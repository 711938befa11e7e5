import { attachmentResponse } from '../attachments/response.ts';
import { allDone } from '../disk/under-way.ts';
import { expected } from '../../shared/expected.ts';
import type { UndoView } from '../../shared/model/undo/undo.ts';
import { appClients } from '../electron/clients.ts';
import { exitAtOnce, finishFirst, onWindowsClosed } from '../electron/boot.ts';
import { findDataFolder, type FirstFolder } from '../electron/data-folder.ts';
import { outsideProgram } from '../electron/leave-program.ts';
import { askBeforeEnd, tellNotKept } from '../electron/dialogs/end-dialog.ts';
import { answerCommands, answerDrops, emitToWindows } from '../electron/ipc.ts';
import { serveRenderer } from '../electron/pages/protocol.ts';
import { appVersion, hideFromDock } from '../electron/platform.ts';
import { createSpelling } from '../electron/spelling/spelling.ts';
import { lockPages, systemSafeStorage } from '../electron/system.ts';
import { applyTheme } from '../electron/window.ts';
import type { Inbox } from '../links/inbox.ts';
import { announceApi } from '../local-api/announce.ts';
import type { Store } from '../store/index.ts';
import { keepConversation } from '../conversations/temporary-handlers.ts';
import { listen } from './arrivals/listen.ts';
import { openLanguage, pageLanguage } from './desktop/open-language.ts';
import { openOutside } from './desktop/open-outside.ts';
import { openWindows, showAtStart } from './desktop/open-windows.ts';
import { createEndQuestion, type EndQuestion } from './end-question.ts';
import { endingOf, type Ending } from './ending.ts';
import { followRooms } from './follow.ts';
import { handlerRooms } from './handler-rooms.ts';
import { createHandlers } from './handlers.ts';
import { clearLeftovers } from './library/clear-leftovers.ts';
import { openLibrary, type OpenLibrary } from './library/open-library.ts';
import { openRooms, rendererFolder } from './rooms.ts';

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
    install: () => Promise.resolve(),
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
    last: () => ending.install(),
    report,
  });
  const library = await openLibraryFor({ root, folder, serving, report });
  const { store } = library;
  applySettings(store);
  const language = await openLanguage({ settings: store.settings, report });
  let setMenu: (view: UndoView) => void = () => undefined;
  const outside = openOutside({
    settings: store.settings,
    isServing: serving !== null,
    rooms: () => rooms,
    windows: () => windows,
    report,
  });
  const { quick, tray } = outside;
  language.subscribe(tray.relabel);
  const rooms = openRooms({
    root,
    folder,
    store,
    ...outside.hooks,
    clients: appClients,
    report,
    onUndo: (view) => setMenu(view),
  });
  endDesktop = () => {
    windows.hold();
    outside.end();
  };
  const { turns, registry, prices } = rooms.core;
  serveRenderer(
    rendererFolder,
    (sha256) => attachmentResponse(rooms.attachmentStore, sha256),
    pageLanguage,
  );
  const windows = openWindows({
    rooms,
    isServing: serving !== null,
    ask: () => ask(),
    keepsOpen: tray.keepsOpen,
    report,
  });
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
  const stop = [rooms.backups.start(library.isCopyDue), rooms.updates.start()];
  const handlers = createHandlers(
    handlerRooms(rooms, root, { ...library, language, windows, quick, tray, report }),
  );
  const prepareCommands = answerCommands(handlers, report);
  const heard = listen({ inbox, rooms, windows, quick, handlers, language, ...store, report });
  setMenu = heard.setMenu;
  // Closing the window does not cut off a streaming answer; the program quits after it.
  onWindowsClosed(outside.quitIfDone);
  ending = endingOf({
    ...rooms,
    turns,
    store: store.conversations,
    stop,
    allDone,
    report,
  });
  setImmediate(() => clearLeftovers(root, report));
  if (serving === null) {
    if (!heard.isForQuick) await showAtStart(windows, store.settings.read(), tray);
    setImmediate(prepareCommands);
    return;
  }
  hideFromDock();
  await announceApi(rooms.api, serving.port, (text) => process.stdout.write(text));
}
