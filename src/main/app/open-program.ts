import { attachmentResponse } from '../attachments/response.ts';
import { keepConversation } from '../conversations/temporary-handlers.ts';
import { allDone } from '../disk/under-way.ts';
import { appClients } from '../electron/clients.ts';
import { askBeforeEnd, tellNotKept } from '../electron/dialogs/end-dialog.ts';
import { answerDrops, emitToWindows } from '../electron/ipc.ts';
import { entryPoint } from '../electron/program-files.ts';
import { systemSafeStorage } from '../electron/system.ts';
import { applyTheme } from '../electron/window.ts';
import type { Windows } from '../electron/windows.ts';
import type { FollowedLanguage } from '../language/follow-language.ts';
import type { ApiService } from '../local-api/service.ts';
import { completeStore, type Store } from '../store/index.ts';
import type { Handlers } from '../../shared/contract/handlers.ts';
import type { UndoView } from '../../shared/model/undo/undo.ts';
import { listen } from './arrivals/listen.ts';
import { openOutside } from './desktop/open-outside.ts';
import type { BehindWindows } from './desktop/open-windows.ts';
import { createEndQuestion } from './end-question.ts';
import { endingOf, type Ending } from './ending.ts';
import { followRooms } from './follow.ts';
import { handlerRooms } from './handler-rooms.ts';
import { createHandlers } from './handlers.ts';
import { clearLeftovers } from './library/clear-leftovers.ts';
import type { OpenLibrary } from './library/open-library.ts';
import { readOnlyStore } from './library/read-only-store.ts';
import { openRooms } from './rooms.ts';
import type { StartOptions } from './start.ts';

/** The parts that are open already when the rest of the program opens. */
export interface ProgramOptions extends StartOptions {
  /** The data folder. */
  readonly root: string;
  readonly library: OpenLibrary;
  readonly language: FollowedLanguage;
  readonly windows: Windows;
  /** Names in the menu what can be undone and done again. */
  readonly setMenu: (view: UndoView) => void;
}

/** All of Parley, as its windows and its end need it. */
export interface Program {
  readonly behind: BehindWindows;
  readonly handlers: Handlers;
  readonly ending: Ending;
  readonly api: ApiService;
  /** Quits once nobody looks and nothing is being answered, where a program ends with its windows. */
  readonly quitIfDone: () => void;
  /** Answers a request for an attachment; null if there is none. */
  readonly attachment: (sha256: string) => Promise<Response | null>;
}

/** The longest wait of the search index for the first view (ms). */
const firstViewWithinMs = 3000;

/**
 * The first view of a window. Call `come` when it is painted. If `isServing`, nothing waits for it.
 */
function awaitFirstView(isServing: boolean): {
  readonly done: Promise<void>;
  readonly come: () => void;
} {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, isServing ? 0 : firstViewWithinMs);
  const come = (): void => {
    clearTimeout(timer);
    resolve();
  };
  return { done, come };
}

async function storeOf({ library }: ProgramOptions): Promise<Store> {
  const store = await completeStore(library.store, {
    safeStorage: systemSafeStorage,
    platform: process.platform,
    notify: (notice) => emitToWindows('notice', notice),
    readingThread: entryPoint('reading-thread'),
  });
  return library.readOnly === null ? store : readOnlyStore(store);
}

/**
 * Opens the rooms, which from then on answer windows, the system and other programs. Loaded behind
 * the first window, while that loads its page.
 */
export async function openProgram(options: ProgramOptions): Promise<Program> {
  const { root, folder, serving, inbox, library, language, windows, setMenu, report } = options;
  const store = await storeOf(options);
  const outside = openOutside({
    settings: store.settings,
    isServing: serving !== null,
    rooms: () => rooms,
    windows,
    report,
  });
  const { quick, tray } = outside;
  language.subscribe(tray.relabel);
  const firstView = awaitFirstView(serving !== null);
  const rooms = openRooms({
    root,
    folder,
    store,
    firstView: firstView.done,
    ...outside.hooks,
    clients: appClients,
    report,
    onUndo: setMenu,
  });
  const { conversations, turns, registry, prices } = rooms.core;
  let ask = createEndQuestion({
    unkept: rooms.temporary.unkept,
    keep: (id) => keepConversation(conversations, rooms.temporary, id),
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
    handlerRooms(rooms, root, {
      ...library,
      language,
      windows,
      quick,
      tray,
      onDrawn: firstView.come,
      report,
    }),
  );
  listen({ inbox, rooms, windows, quick, report });
  const ended = endingOf({ ...rooms, turns, store: store.conversations, stop, allDone, report });
  setImmediate(() => clearLeftovers(root, report));
  return {
    behind: {
      isTemporary: rooms.temporary.isTemporary,
      heads: () => conversations.heads(),
      detach: (client) => turns.detach(client),
      perform: quick.perform,
      ask: () => ask(),
      keepsOpen: tray.keepsOpen,
    },
    handlers,
    ending: {
      ...ended,
      finish() {
        // From here on, windows close unasked.
        ask = () => null;
        outside.end();
        return ended.finish();
      },
    },
    api: rooms.api,
    quitIfDone: outside.quitIfDone,
    attachment: (sha256) => attachmentResponse(rooms.attachmentStore, sha256),
  };
}
