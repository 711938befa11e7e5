import { app, session } from 'electron';
import { spellingLanguages } from './spelling-languages.ts';

/** Chromium's own place for them. */
const googlesDictionaries = 'https://redirector.gvt1.com/edgedl/chrome/dict/';
/** RFC 2606 keeps this name from ever being somebody's. */
const nowhere = 'https://dictionaries.invalid/';

/** macOS checks spelling itself, in every language it knows. */
const bringsDictionaries = process.platform === 'darwin';

/**
 * On Linux and Windows Electron asks Google for the dictionary of the system's language as soon as
 * there is a session, whether spelling is checked or not. Must run before the app is ready.
 */
export function withholdDictionaries(): void {
  if (bringsDictionaries) return;
  app.on('session-created', (created) => created.setSpellCheckerDictionaryDownloadURL(nowhere));
}

/** Makes the function that follows the person's choice whether Google may be asked for dictionaries. */
export function createSpelling(): (isWanted: boolean) => void {
  let last: boolean | null = null;
  return (isWanted) => {
    if (bringsDictionaries || isWanted === last) return;
    last = isWanted;
    const { defaultSession } = session;
    if (isWanted) {
      defaultSession.setSpellCheckerDictionaryDownloadURL(googlesDictionaries);
      const languages = spellingLanguages(
        app.getPreferredSystemLanguages(),
        defaultSession.availableSpellCheckerLanguages,
      );
      // Dictionaries are looked for only when the languages change.
      defaultSession.setSpellCheckerLanguages([]);
      defaultSession.setSpellCheckerLanguages([...languages]);
    }
    defaultSession.setSpellCheckerEnabled(isWanted);
  };
}
