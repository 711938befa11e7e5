import { app, dialog, powerMonitor } from 'electron';
import { ExpectedError } from '../../shared/expected.ts';
import { whyLockRefused, type FirstFolder } from './data-folder.ts';
import { closeNetwork } from './network.ts';
import { registerScheme } from './pages/protocol.ts';
import { identifyApp } from './platform.ts';
import { finishBeforeQuit, type QuitOptions } from './quit.ts';
import { withholdDictionaries } from './spelling/spelling.ts';

/** Options of a start. */
export interface BootOptions {
  readonly folder: FirstFolder;
  /** Started for the local API alone: what goes wrong is printed, not shown. */
  readonly isServing: boolean;
  /** Called once, when Electron is ready and no other Parley has the folder. */
  readonly start: () => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Another Parley has the folder, or nobody can write to it: says so where it is read, and ends. */
function endRefused({ folder, isServing, report }: BootOptions): void {
  const refused = whyLockRefused(folder);
  if (refused !== null) {
    dialog.showErrorBox('Parley cannot start', refused);
    app.exit(1);
  } else if (!isServing) app.quit();
  else {
    report('Parley is running already. Switch the API on in its Settings.');
    app.exit(1);
  }
}

/** Prepares Electron and starts Parley, unless it is running on this folder already. */
export function boot(options: BootOptions): void {
  const { start, report } = options;
  identifyApp();
  registerScheme();
  closeNetwork();
  withholdDictionaries();
  if (!app.requestSingleInstanceLock()) {
    endRefused(options);
    return;
  }
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      // What is to be expected, such as a port that is taken, is told without a stack.
      report(error instanceof ExpectedError ? error.message : error);
      app.exit(1);
    });
}

/** Ends Parley at once, with nothing to finish: nothing was begun. */
export function exitAtOnce(): void {
  app.exit(0);
}

/** However Parley ends, `ending` comes first: what is pending is written. */
export function finishFirst(ending: Omit<QuitOptions, 'app' | 'power' | 'signals'>): void {
  finishBeforeQuit({ app, power: powerMonitor, signals: process, ...ending });
}

/** Parley was started once more, or its icon clicked. */
export function onActivate(show: () => void): void {
  app.on('second-instance', show);
  app.on('activate', show);
}

/** The last window was closed. */
export function onWindowsClosed(listener: () => void): void {
  app.on('window-all-closed', listener);
}
