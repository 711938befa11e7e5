import { allDone } from '../disk/under-way.ts';
import { expected } from '../../shared/expected.ts';
import { exitAtOnce, finishFirst, onWindowsClosed } from '../electron/boot.ts';
import { findDataFolder, type FirstFolder } from '../electron/data-folder.ts';
import { outsideProgram } from '../electron/leave-program.ts';
import { answerCommands } from '../electron/ipc.ts';
import { serveRenderer } from '../electron/pages/protocol.ts';
import { appVersion, hideFromDock } from '../electron/platform.ts';
import { rendererFolder } from '../electron/program-files.ts';
import { createSpelling } from '../electron/spelling/spelling.ts';
import { lockPages } from '../electron/system.ts';
import { applyTheme } from '../electron/window.ts';
import type { Windows } from '../electron/windows.ts';
import type { Inbox } from '../links/inbox.ts';
import { announceApi } from '../local-api/announce.ts';
import type { SettingsPort } from '../providers/ports.ts';
import { openLanguage, pageLanguage } from './desktop/open-language.ts';
import { openMenus } from './desktop/open-menus.ts';
import { nothingBehind, openWindows, startsUnseen } from './desktop/open-windows.ts';
import type { Ending } from './ending.ts';
import { openLibrary, type OpenLibrary } from './library/open-library.ts';
import { onFirstUse } from './on-first-use.ts';

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
function applySettings(settings: SettingsPort): void {
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
  const library = await openLibrary({ root, first: folder.path, version: appVersion(), report });
  // Programs that ask would change it.
  if (library.readOnly !== null && serving !== null) throw expected('library_read_only', {});
  return library;
}

/** The steps of quitting while nothing but the settings is open. */
function endingOfSettings(flush: () => Promise<void>): Ending {
  return {
    isBusy: () => false,
    finish: flush,
    async settle() {
      await flush();
      await allDone();
    },
    install: () => Promise.resolve(),
  };
}

/** Opens the data folder and the window, and behind it everything else. */
export async function start(options: StartOptions): Promise<void> {
  const { folder, serving, inbox, report } = options;
  const found = await findDataFolder(folder);
  const root = found === null ? null : await outsideProgram(found, folder);
  if (root === null) {
    exitAtOnce();
    return;
  }
  // Files are written from here on, so quitting has to finish whatever has been opened so far.
  let ending = endingOfSettings(() => Promise.resolve());
  let behind = nothingBehind;
  let windows: Windows | null = null;
  finishFirst({
    ask: () => behind.ask(),
    isBusy: () => ending.isBusy(),
    finish: () => {
      windows?.hold();
      return ending.finish();
    },
    settle: () => ending.settle(),
    last: () => ending.install(),
    report,
  });
  const library = await openLibraryFor({ root, folder, serving, report });
  const { settings } = library.store;
  ending = endingOfSettings(() => settings.flush());
  applySettings(settings);
  const language = await openLanguage({ settings, report });
  const opened = openWindows({
    settings,
    isServing: serving !== null,
    behind: () => behind,
    report,
  });
  windows = opened;
  const setMenu = openMenus({
    settings,
    language,
    windows: opened,
    behind: () => behind,
    savePicture: async (file, client) =>
      (await loadProgram()).handlers['attachment.save'](file, client),
    report,
  });
  // Its code takes longer to load than the window takes to open, and the page asks later still.
  const loadProgram = onFirstUse(async () => {
    const { openProgram } = await import('./open-program.ts');
    return openProgram({ ...options, root, library, language, windows: opened, setMenu });
  });
  const prepareCommands = answerCommands(async () => (await loadProgram()).handlers, report);
  serveRenderer(
    rendererFolder,
    async (sha256) => (await loadProgram()).attachment(sha256),
    pageLanguage,
  );
  // Closing the window does not cut off a streaming answer; the program quits after it.
  onWindowsClosed(() => {
    loadProgram()
      .then(({ quitIfDone }) => quitIfDone())
      .catch(report);
  });
  const isForWindow = serving === null && !inbox.isForQuick();
  const isUnseen = startsUnseen(settings.read());
  if (isForWindow && !isUnseen) opened.show();
  const program = await loadProgram();
  ({ behind, ending } = program);
  if (serving === null) {
    // Parley may be reached without a window.
    if (isForWindow && isUnseen && (await behind.keepsOpen()) !== true) opened.openMinimised();
    setImmediate(prepareCommands);
    return;
  }
  hideFromDock();
  await announceApi(program.api, serving.port, (text) => process.stdout.write(text));
}
