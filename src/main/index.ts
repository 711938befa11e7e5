import { start } from './app/start.ts';
import { boot } from './electron/boot.ts';
import { chooseDataFolder } from './electron/data-folder.ts';
import { startLanguage } from './electron/identity/system-language.ts';
import { forcedLanguage } from './language/environment.ts';
import { loadLanguage } from './language/load-language.ts';
import { createInbox } from './links/inbox.ts';
import { setLanguage } from '../shared/language/translate.ts';
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
const spoken = loadLanguage(startLanguage(folder, forcedLanguage(process.env))).then(setLanguage);
boot({
  folder,
  inbox,
  isServing: serving !== null,
  spoken,
  start: () => start({ folder, serving, inbox, report }),
  report,
});
