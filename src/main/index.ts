import { join, resolve } from 'node:path';
import { app, BrowserWindow, safeStorage } from 'electron';
import { createApiService } from './api/service.ts';
import { createCore } from './core.ts';
import { createHandlers } from './handlers.ts';
import { fileDialogs } from './file-dialogs.ts';
import { answerCommands, answerDrops, emitToWindows } from './ipc.ts';
import { createDroppedFiles } from './library/dropped-files.ts';
import { createJobs } from './library/jobs.ts';
import { createLibrary } from './library/library.ts';
import { watchStore } from './library/watched-store.ts';
import { installMenu } from './menu.ts';
import { registerScheme, serveRenderer } from './protocol.ts';
import { createServerFetch } from './providers/fetch.ts';
import { discoverServers } from './providers/discover.ts';
import { announceApi, readServeSwitch } from './serve/announce.ts';
import { createAttachmentStore } from './store/attachments.ts';
import { nodeFileSystem } from './store/file-system.ts';
import { openStore } from './store/index.ts';
import { applyTheme, lockPermissions, openWindow } from './window.ts';

/** How long quitting waits for the last writes, in ms; a disk that hangs must not keep the program. */
const quitTimeoutMs = 5000;

/** Errors that nobody expected go to stderr; they never hold a key, for keys are only in requests. */
function report(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

function chooseDataFolder(): string {
  const chosen = process.env['PARLEY_USER_DATA'];
  if (chosen !== undefined && chosen !== '') app.setPath('userData', resolve(chosen));
  return app.getPath('userData');
}

/** With `--serve` Parley begins without a window, and stays when the last one is closed. */
const serving = readServeSwitch(process.argv);

async function start(root: string): Promise<void> {
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
  serveRenderer(join(import.meta.dirname, '../renderer'));

  const quitIfDone = (): void => {
    const isDone = BrowserWindow.getAllWindows().length === 0 && turns.streaming().length === 0;
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

  const showWindow = (): void => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      return;
    }
    openWindow({
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
  const jobs = createJobs(emitToWindows, report);
  const dropped = createDroppedFiles();
  answerDrops((paths) => dropped.add(paths));
  answerCommands(
    createHandlers({
      ...core,
      store: store.conversations,
      drafts: store.drafts,
      settings,
      api,
      library,
      discover: () => discoverServers({ fetch: createServerFetch() }),
      dataFolder: root,
      version: app.getVersion(),
      transfer: {
        conversations: core.conversations,
        attachments: createAttachmentStore(nodeFileSystem, join(root, 'attachments')),
        files: nodeFileSystem,
        dialogs: fileDialogs,
        dropped,
        jobs,
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
  let isFlushed = false;
  app.on('before-quit', (event) => {
    if (isFlushed) return;
    event.preventDefault();
    turns.keepAll();
    // An export under way leaves nothing; an import keeps what it has brought in.
    const jobsEnded = jobs.stop();
    const patience = new Promise((give) => {
      setTimeout(give, quitTimeoutMs);
    });
    const saved = api
      .stop()
      .then(() => store.conversations.flush())
      .finally(() => library.close());
    void Promise.race([Promise.all([jobsEnded, saved]).catch(report), patience]).then(() => {
      isFlushed = true;
      app.quit();
    });
  });
  if (serving === null) {
    showWindow();
    return;
  }
  app.dock?.hide();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  await announceApi(api, serving.port, (text) => process.stdout.write(text));
}

const root = chooseDataFolder();
registerScheme();
if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => start(root))
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
