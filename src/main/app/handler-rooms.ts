import { join } from 'node:path';
import { nodeFileSystem } from '../disk/file-system.ts';
import { appClients } from '../electron/clients.ts';
import { attachmentDialogs } from '../electron/dialogs/attachment-dialogs.ts';
import { fileDialogs } from '../electron/dialogs/file-dialogs.ts';
import { startDrag } from '../electron/desktop/drag.ts';
import { readLoginItem, setLoginItem } from '../electron/desktop/login-item.ts';
import { setShown } from '../electron/menus/shown.ts';
import { createPdfPrinter } from '../electron/pdf-printer.ts';
import { appVersion, platform } from '../electron/platform.ts';
import { entryPoint, rendererFolder, resource } from '../electron/program-files.ts';
import type { Windows } from '../electron/windows.ts';
import { system } from '../electron/system.ts';
import type { FollowedLanguage } from '../language/follow-language.ts';
import { discoverServers } from '../providers/discover.ts';
import { loadJsonFileCode } from '../store/begin.ts';
import { warmParsing } from '../store/conversations/parse-conversation.ts';
import { type Quick } from './desktop/open-quick.ts';
import { type AppTray } from './desktop/open-tray.ts';
import { type HandlerRooms } from './handlers.ts';
import { readNotices } from './notices.ts';
import { type OpenLibrary } from './library/open-library.ts';
import type { Rooms } from './rooms.ts';

/** The rooms as the handlers of commands need them. */
export function handlerRooms(
  rooms: Rooms,
  root: string,
  {
    language,
    windows,
    quick,
    tray,
    onDrawn,
    readOnly,
    notices,
    report,
  }: {
    readonly language: FollowedLanguage;
    readonly windows: Windows;
    readonly quick: Quick;
    readonly tray: AppTray;
    /** Called when a window has rendered. */
    readonly onDrawn: () => void;
  } & Pick<OpenLibrary, 'readOnly' | 'notices'> & { readonly report: (error: unknown) => void },
): HandlerRooms {
  const { core, store, attachmentStore, dropped, draggedFiles, jobs, confined } = rooms;
  return {
    ...core,
    loaded: core.loaded.then((more) => [...notices, ...more]),
    readOnly,
    language,
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
    tray,
    loginItem: { read: readLoginItem, set: setLoginItem },
    prepareQuestion() {
      core.prepareQuestion();
      // The question is saved before it is sent, so this code is needed as well.
      loadJsonFileCode().catch(report);
    },
    onDrawn(client) {
      onDrawn();
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
    notices: () => readNotices(resource('third-party-notices.json')),
    backups: rooms.backups,
    updates: rooms.updates,
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
      mathFont: async (html) => {
        const { mathFontFor } = await import('../transfer/export/math-font/math-font.ts');
        return mathFontFor(html, join(rendererFolder, 'assets'), report);
      },
      importThread: entryPoint('import-thread'),
    },
  };
}
