import { app, dialog, powerMonitor } from 'electron';
import { t } from '../../shared/language/translate.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { misuseWords } from '../../shared/words/desktop/usage.ts';
import { appWindows, pageWindows } from './app-windows.ts';
import { whyLockRefused, type FirstFolder } from './data-folder.ts';
import { mayBePiped, readCommandLine, type CommandLine } from '../links/command-line.ts';
import { handoverOf } from '../links/handover.ts';
import type { Inbox } from '../links/inbox.ts';
import { readPiped, standardInput } from '../links/piped.ts';
import { listenForArrivals, ownArguments, wishOf } from './identity/arrivals.ts';
import { closeNetwork } from './network.ts';
import { registerScheme } from './pages/protocol.ts';
import { askDesktopForShortcuts, identifyApp } from './platform.ts';
import { finishBeforeQuit, type QuitOptions } from './quit.ts';
import { withholdDictionaries } from './spelling/spelling.ts';

/** Options of a start. */
export interface BootOptions {
  readonly folder: FirstFolder;
  /** Started only for the local API: errors are printed, not shown. */
  readonly isServing: boolean;
  /** Resolves once Parley speaks the language of the person. */
  readonly spoken: Promise<void>;
  /** Takes what this start, or a later one, was for. */
  readonly inbox: Inbox;
  /** Called once, when Electron is ready and no other Parley uses the folder. */
  readonly start: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

/**
 * Reports, where the person will see it, that another Parley uses the folder or that nobody can
 * write to it, and quits.
 */
async function endRefused({ folder, isServing, spoken, report }: BootOptions): Promise<void> {
  await spoken;
  const refused = whyLockRefused(folder);
  if (refused !== null) {
    dialog.showErrorBox(t('start_failure.dialog'), refused);
    app.exit(1);
  } else if (!isServing) app.quit();
  else {
    report(t('serve.running'));
    app.exit(1);
  }
}

/** Takes the lock and starts; or tells the Parley that has it what this start was for. */
function startWith(options: BootOptions, line: CommandLine): void {
  const { inbox, spoken, start, report } = options;
  const failed = (error: unknown): void => {
    // An expected problem, such as a port in use, is reported without a stack trace.
    report(error instanceof ExpectedError ? error.message : error);
    app.exit(1);
  };
  const read = readCommandLine(line);
  if (read.kind === 'misused') {
    report(misuseWords(read.why));
    app.exit(1);
    return;
  }
  if (!app.requestSingleInstanceLock(handoverOf(line))) {
    endRefused(options).catch(failed);
    return;
  }
  if (read.kind === 'wish') inbox.put(read.wish);
  app
    .whenReady()
    .then(() => spoken)
    .then(start)
    .catch(failed);
}

/** Prepares Electron and starts Parley, unless it already runs on this folder. */
export function boot(options: BootOptions): void {
  identifyApp();
  askDesktopForShortcuts();
  registerScheme();
  closeNetwork();
  withholdDictionaries();
  listenForArrivals(options.inbox);
  const line: CommandLine = { args: ownArguments(), cwd: process.cwd(), piped: null };
  if (!mayBePiped(line)) {
    startWith(options, line);
    return;
  }
  readPiped(standardInput(process.platform))
    .then((piped) => startWith(options, { ...line, piped }))
    .catch((error: unknown) => {
      options.report(error);
      app.exit(1);
    });
}

/** Quits Parley immediately; nothing was started that would have to finish. */
export function exitAtOnce(): void {
  app.exit(0);
}

/** Runs `ending` before Parley quits, however it quits: it writes what is pending. */
export function finishFirst(ending: Omit<QuitOptions, 'app' | 'power' | 'signals'>): void {
  finishBeforeQuit({ app, power: powerMonitor, signals: process, ...ending });
}

/**
 * Calls `show` when Parley is started a second time, except for the quick window, or when its icon
 * is clicked.
 */
export function onActivate(show: () => void): void {
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    if (wishOf(data)?.kind !== 'quick') show();
  });
  app.on('activate', show);
}

/** Calls `listener` when the last window was closed, whether or not a companion of it is left. */
export function onWindowsClosed(listener: () => void): void {
  app.on('window-all-closed', listener);
  app.on('browser-window-created', (_event, window) => {
    window.once('closed', () => {
      const hasCompanion = appWindows().length === 0 && pageWindows().length > 0;
      if (hasCompanion) listener();
    });
  });
}
