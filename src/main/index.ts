import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { app, dialog, powerMonitor, safeStorage, session, shell } from 'electron';
import { ExpectedError } from '../shared/expected.ts';
import { createApiService } from './local-api/service.ts';
import { appWindows } from './electron/app-windows.ts';
import { attachmentDialogs } from './electron/attachment-dialogs.ts';
import { createPictureKeeper } from './attachments/kept-pictures.ts';
import { createRemoteImageLoader } from './attachments/remote-image-loader.ts';
import { attachmentResponse } from './attachments/response.ts';
import { backupDialogs } from './electron/backup-dialogs.ts';
import { createBackupService } from './backup/service.ts';
import { createConfined } from './confined/confined.ts';
import { createCore } from './app/core.ts';
import { chooseDataFolder, findDataFolder, whyLockRefused } from './app/data-folder.ts';
import { createHandlers } from './app/handlers.ts';
import { fileDialogs } from './electron/file-dialogs.ts';
import { answerCommands, answerDrops, emitToWindows } from './electron/ipc.ts';
import { createDroppedFiles } from './attachments/dropped-files.ts';
import { createJobs } from './jobs/jobs.ts';
import { createLibrary } from './search/library.ts';
import { watchStore } from './search/watched-store.ts';
import { installMenu } from './electron/menu.ts';
import { closeNetwork } from './electron/network.ts';
import { readNotices } from './app/notices.ts';
import { openAttachments } from './app/open-attachments.ts';
import { identifyApp, relaunch } from './electron/platform.ts';
import { createPdfPrinter } from './electron/pdf-printer.ts';
import { registerScheme, serveRenderer } from './electron/protocol.ts';
import { originOf } from './providers/address.ts';
import { createFindProxy, createServerFetch } from './providers/fetch.ts';
import { finishBeforeQuit, type QuitOptions } from './electron/quit.ts';
import { discoverServers } from './providers/discover.ts';
import { announceApi, readServeSwitch } from './serve/announce.ts';
import { createAttachmentStore } from './store/attachments.ts';
import { nodeFileSystem } from './disk/file-system.ts';
import { openStore } from './store/index.ts';
import { allDone } from './disk/under-way.ts';
import { warmParsing } from './store/conversations/parse-conversation.ts';
import { createSpelling, withholdDictionaries } from './electron/spelling.ts';
import { createUtilityProcesses } from './electron/utility-process.ts';
import { applyTheme, lockSession, openWindow } from './electron/window.ts';

/** Errors that nobody expected go to stderr; they never hold a key, for keys are only in requests. */
function report(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

/** With `--serve` Parley begins without a window, and stays when the last one is closed. */
const serving = readServeSwitch(process.argv);

/** What the end of the program takes, as far as the start has come. */
let end: Pick<QuitOptions, 'finish' | 'settle' | 'isBusy'> = {
  isBusy: () => false,
  finish: () => Promise.resolve(),
  settle: allDone,
};

async function start(): Promise<void> {
  const root = await findDataFolder(dataFolder);
  if (root === null) {
    app.exit(0);
    return;
  }
  // From here on files are written.
  finishBeforeQuit({
    app,
    power: powerMonitor,
    signals: process,
    isBusy: () => end.isBusy(),
    finish: () => end.finish(),
    settle: () => end.settle(),
    report,
  });
  const store = await openStore({
    root,
    safeStorage,
    platform: process.platform,
    notify: (notice) => emitToWindows('notice', notice),
    report,
  });
  const { settings } = store;
  applyTheme(settings.read().theme);
  lockSession(session.defaultSession);
  const applySpelling = createSpelling();
  applySpelling(settings.read().checkSpelling);
  settings.subscribe(({ checkSpelling }) => applySpelling(checkSpelling));
  const attachmentStore = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  const renderer = join(import.meta.dirname, '../renderer');
  serveRenderer(renderer, (sha256) => attachmentResponse(attachmentStore, sha256));
  const confined = createConfined({
    start: createUtilityProcesses(join(import.meta.dirname, 'confined.js')),
  });
  const { attachments, loadAttachment } = openAttachments({
    store: attachmentStore,
    confined,
    renderer,
    report,
  });

  const quitIfDone = (): void => {
    const isDone = appWindows().length === 0 && turns.streaming().length === 0;
    if (isDone && serving === null && process.platform !== 'darwin') app.quit();
  };
  const library = createLibrary({
    root,
    // Made in the place of a disk that is gone, a folder would be taken for the data.
    mayMakeRoot: root === dataFolder.path,
    worker: join(import.meta.dirname, 'library-worker.js'),
    tell: (state) => emitToWindows('library', state),
    report,
  });
  const systemProxy = (url: string): Promise<string> => session.defaultSession.resolveProxy(url);
  const serverFetch = createServerFetch(process.env, systemProxy);
  const core = createCore({
    serverFetch,
    store: watchStore(store.conversations, library),
    settings,
    secrets: store.secrets,
    loadAttachment,
    keepPicture: createPictureKeeper(attachmentStore),
    emit: emitToWindows,
    report,
    onTurnEnded: () => setImmediate(quitIfDone),
  });
  const { registry, turns } = core;
  // The index reads what the store has mended, and does not compete with it for the start.
  void core.loaded.catch(() => undefined).then(() => library.start());
  const api = createApiService({
    core,
    settings,
    tokens: store.tokens,
    tell: (view) => emitToWindows('api', view),
    notify: (notice) => emitToWindows('notice', notice),
    report,
    version: app.getVersion(),
  });

  let onDrawn = (): void => {};
  const showWindow = (): void => {
    const [window] = appWindows();
    if (window !== undefined) {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      return;
    }
    onDrawn = openWindow({
      place: settings.read().windowPlace,
      onPlace: (windowPlace) =>
        settings.update((before) =>
          isDeepStrictEqual(before.windowPlace, windowPlace) ? before : { ...before, windowPlace },
        ),
      onDetached: () => turns.detachAll(),
      report,
    });
  };

  store.conversations.onStatus((status) => emitToWindows('storage', status));
  registry.subscribe(() => {
    registry
      .view()
      .then((view) => {
        applyTheme(view.settings.theme);
        emitToWindows('settings', view);
      })
      .catch(report);
  });
  core.prices.subscribe((prices) => emitToWindows('prices', prices));
  const loadRemoteImage = createRemoteImageLoader({
    fetch: serverFetch,
    findProxy: createFindProxy(process.env, systemProxy),
    knownOrigins: () => registry.list().map(({ baseUrl }) => originOf(baseUrl)),
  });
  const jobs = createJobs(emitToWindows, report);
  const dropped = createDroppedFiles();
  answerDrops((paths) => dropped.add(paths));
  const backups = createBackupService({
    ...core,
    store: store.conversations,
    drafts: store.drafts,
    settings,
    attachments: attachmentStore,
    files: nodeFileSystem,
    root,
    firstFolder: dataFolder.isFixed ? null : dataFolder.path,
    jobs,
    dialogs: backupDialogs,
    version: app.getVersion(),
    isStreaming: () => turns.streaming().length > 0,
    openFolder: async (folder) => {
      const problem = await shell.openPath(folder);
      if (problem !== '') report(new Error(problem));
    },
    restart: () => {
      relaunch();
      setImmediate(() => app.quit());
    },
    notify: (notice) => emitToWindows('notice', notice),
  });
  const stopBackups = backups.start();
  const prepareCommands = answerCommands(
    createHandlers({
      ...core,
      emit: emitToWindows,
      store: store.conversations,
      drafts: store.drafts,
      settings,
      api,
      library,
      onDrawn: () => {
        onDrawn();
        setImmediate(warmParsing);
      },
      discover: () => discoverServers({ fetch: serverFetch }),
      dataFolder: root,
      version: app.getVersion(),
      notices: () =>
        readNotices(join(import.meta.dirname, '../../resources/third-party-notices.json')),
      backups,
      attachments: {
        attachments,
        store: attachmentStore,
        files: nodeFileSystem,
        dropped,
        dialogs: attachmentDialogs,
        loadRemoteImage,
      },
      transfer: {
        conversations: core.conversations,
        attachments: attachmentStore,
        files: nodeFileSystem,
        dialogs: fileDialogs,
        dropped,
        jobs,
        confined,
        createPdfPrinter: () => createPdfPrinter(report),
      },
    }),
    report,
  );
  installMenu((action) => {
    showWindow();
    emitToWindows('menu', action);
  });

  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  // An answer that still arrives is not cut off by closing the window; the program ends after it.
  app.on('window-all-closed', quitIfDone);
  end = {
    isBusy: () => turns.streaming().length > 0 || store.conversations.status().kind === 'unsaved',
    async finish() {
      stopBackups();
      confined.stop();
      // An export under way leaves nothing; an import keeps what it has brought in.
      const jobsEnded = jobs.stop();
      // What there is now does not wait for programs to be told that the API closes.
      turns.keepAll();
      await Promise.all([
        store.conversations.flush(),
        api.stop().catch(report),
        jobsEnded.catch(report),
      ]);
      turns.keepAll();
      await store.conversations
        .flush()
        .then(() => backups.beforeExit())
        .finally(() => library.close());
    },
    async settle() {
      await store.conversations.flush();
      await allDone();
    },
  };
  if (serving === null) {
    showWindow();
    setImmediate(prepareCommands);
    return;
  }
  app.dock?.hide();
  await announceApi(api, serving.port, (text) => process.stdout.write(text));
}

// Electron would show the person a stack trace for a promise that nobody waited for.
process.on('unhandledRejection', report);
const dataFolder = chooseDataFolder();
identifyApp();
registerScheme();
closeNetwork();
withholdDictionaries();
if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      // What is to be expected, such as a port that is taken, is told without a stack.
      report(error instanceof ExpectedError ? error.message : error);
      app.exit(1);
    });
} else {
  const refused = whyLockRefused(dataFolder);
  if (refused !== null) {
    dialog.showErrorBox('Parley cannot start', refused);
    app.exit(1);
  } else if (serving === null) app.quit();
  else {
    report('Parley is running already. Switch the API on in its Settings.');
    app.exit(1);
  }
}
