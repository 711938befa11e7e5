import { start } from './app/start.ts';
import { boot } from './electron/boot.ts';
import { chooseDataFolder } from './electron/data-folder.ts';
import { createInbox } from './links/inbox.ts';
import { readServeSwitch } from './local-api/announce.ts';

/** Unexpected errors go to stderr. They never contain a key, because keys are only in requests. */
function report(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

// Without this, Electron shows a stack trace for every unhandled rejection.
process.on('unhandledRejection', report);
const serving = readServeSwitch(process.argv);
const folder = chooseDataFolder();
const inbox = createInbox();
boot({
  folder,
  inbox,
  isServing: serving !== null,
  start: () => start({ folder, serving, inbox, report }),
  report,
});
