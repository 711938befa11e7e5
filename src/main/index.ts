import { start } from './app/start.ts';
import { boot } from './electron/boot.ts';
import { chooseDataFolder } from './electron/data-folder.ts';
import { readServeSwitch } from './local-api/announce.ts';

/** Errors that nobody expected go to stderr; they never hold a key, for keys are only in requests. */
function report(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

// Electron would show the person a stack trace for a promise that nobody waited for.
process.on('unhandledRejection', report);
const serving = readServeSwitch(process.argv);
const folder = chooseDataFolder();
boot({
  folder,
  isServing: serving !== null,
  start: () => start({ folder, serving, report }),
  report,
});
