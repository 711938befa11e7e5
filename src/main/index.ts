import { join, resolve } from 'node:path';
import { app, dialog, powerMonitor, safeStorage, shell } from 'electron';
import { createApiService } from './api/service.ts';
import { appWindows } from './app-windows.ts';
import { attachmentDialogs } from './attachment-dialogs.ts';
import { createAttachments } from './attachments/attachments.ts';
import { createContentLoader } from './attachments/content.ts';
import { createPdfTexts } from './attachments/pdf-texts.ts';
import { createPdfReader } from './attachments/pdf.ts';
import { attachmentResponse } from './attachments/response.ts';
import { backupDialogs } from './backup-dialogs.ts';
import { findDataPlace } from './backup/data-place.ts';
import { createBackupService } from './backup/service.ts';
import { createConfined } from './confined/confined.ts';
import { createCore } from './core.ts';
import { createHandlers } from './handlers.ts';
import { fileDialogs } from './file-dialogs.ts';
import { answerCommands, answerDrops, emitToWindows } from './ipc.ts';
import { createDroppedFiles } from './library/dropped-files.ts';
import { createJobs } from './library/jobs.ts';
import { createLibrary } from './library/library.ts';
import { watchStore } from './library/watched-store.ts';
import { installMenu } from './menu.ts';
import { closeNetwork } from './network.ts';
import { identifyApp, relaunch } from './platform.ts';
import { createPdfPrinter } from './pdf-printer.ts';
import { registerScheme, serveRenderer } from './protocol.ts';
import { originOf } from './providers/address.ts';
import { createServerFetch, hasProxy } from './providers/fetch.ts';
import { finishBeforeQuit } from './quit.ts';
import { discoverServers } from './providers/discover.ts';
import { announceApi, readServeSwitch } from './serve/announce.ts';
import { createAttachmentStore } from './store/attachments.ts';
import { nodeFileSystem } from './store/file-system.ts';
import { openStore } from './store/index.ts';
import { warmParsing } from './store/parse-conversation.ts';
import { createSpelling, withholdDictionaries } from './spelling.ts';
import { createUtilityProcesses } from './utility-process.ts';
import { applyTheme, lockPermissions, openWindow } from './window.ts';

/** Errors that nobody expected go to stderr; they never hold a key, for keys are only in requests. */
function report(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

/** Makes something when it is first asked for, and the same for ever after. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

/** Where Parley looks first; `isFixed`: it was given from outside, and the data is nowhere else. */
function chooseDataFolder(): { readonly first: string; readonly isFixed: boolean } {
  const chosen = process.env['PARLEY_USER_DATA'];
  const isFixed = chosen !== undefined && chosen !== '';
  if (isFixed) app.setPath('userData', resolve(chosen));
  return { first: app.getPath('userData'), isFixed };
}

/** The folder that the data was moved to, or `first`. Waits for a disk that is not connected; null: the person gives up. */
async function findDataFolder(first: string): Promise<string | null> {
  for (;;) {
    const place = findDataPlace(first);
    if (place.kind === 'here') return first;
    if (place.kind === 'moved') return place.folder;
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message: 'The data folder is not there',
      detail: `Your conversations are in ${place.folder}. Connect its disk and try again.`,
      buttons: ['Try again', 'Quit'],
      cancelId: 1,
    });
    if (response === 1) return null;
  }
}

/** With `--serve` Parley begins without a window, and stays when the last one is closed. */
const serving = readServeSwitch(process.argv);

async function start(): Promise<void> {
  const root = dataFolder.isFixed ? dataFolder.first : await findDataFolder(dataFolder.first);
  if (root === null) {
    app.exit(0);
    return;
  }
  const store = await openStore({
    root,
    safeStorage,
    platform: process.platform,
    notify: (notice) => emitToWindows('notice', notice),
    report,
  });
  const { settings } = store;
  applyTheme(settings.read().theme);
  lockPermissions();
  const applySpelling = createSpelling();
  applySpelling(settings.read().checkSpelling);
  settings.subscribe(({ checkSpelling }) => applySpelling(checkSpelling));
  const attachmentStore = createAttachmentStore(nodeFileSystem, join(root, 'attachments'));
  serveRenderer(join(import.meta.dirname, '../renderer'), (sha256) =>
    attachmentResponse(attachmentStore, sha256),
  );
  const confined = createConfined({
    start: createUtilityProcesses(join(import.meta.dirname, 'confined.js')),
  });
  const pdfTexts = createPdfTexts(attachmentStore, createPdfReader(confined, report));

  const quitIfDone = (): void => {
    const isDone = appWindows().length === 0 && turns.streaming().length === 0;
    if (isDone && serving === null && process.platform !== 'darwin') app.quit();
  };
  const library = createLibrary({
    root,
    worker: join(import.meta.dirname, 'library-worker.js'),
    tell: (state) => emitToWindows('library', state),
    report,
  });
  const core = createCore({
    store: watchStore(store.conversations, library),
    settings,
    secrets: store.secrets,
    loadAttachment: createContentLoader({ store: attachmentStore, pdfTexts, report }),
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
      onPlace: (windowPlace) => settings.update((before) => ({ ...before, windowPlace })),
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
  const remoteImages = once(async () => {
    // Loaded when first needed: a start does not pay for it.
    const { createRemoteImages } = await import('./attachments/remote-image.ts');
    return createRemoteImages({
      fetch: createServerFetch(),
      hasProxy: hasProxy(),
      knownOrigins: () => registry.list().map(({ baseUrl }) => originOf(baseUrl)),
    });
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
    firstFolder: dataFolder.isFixed ? null : dataFolder.first,
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
      discover: () => discoverServers({ fetch: createServerFetch() }),
      dataFolder: root,
      version: app.getVersion(),
      backups,
      attachments: {
        attachments: createAttachments(attachmentStore, pdfTexts),
        store: attachmentStore,
        files: nodeFileSystem,
        dropped,
        dialogs: attachmentDialogs,
        loadRemoteImage: async (url) => (await remoteImages())(url),
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
  finishBeforeQuit({
    app,
    power: powerMonitor,
    signals: process,
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
    report,
  });
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
      report(error);
      app.exit(1);
    });
} else {
  if (serving === null) app.quit();
  else {
    report('Parley is running already. Switch the API on in its Settings.');
    app.exit(1);
  }
}
