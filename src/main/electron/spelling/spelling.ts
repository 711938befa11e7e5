import { app, session } from 'electron';
import { spellingLanguages } from './spelling-languages.ts';

/** Chromium's default source. */
const googlesDictionaries = 'https://redirector.gvt1.com/edgedl/chrome/dict/';
/** RFC 2606 guarantees that nobody ever owns this name. */
const nowhere = 'https://dictionaries.invalid/';

/** macOS checks spelling itself, in every language it knows. */
const bringsDictionaries = process.platform === 'darwin';

/**
 * On Linux and Windows, Electron requests the system language's dictionary from Google as soon as
 * there is a session, whether or not spelling is checked. This prevents that. Must run before the
 * app is ready.
 */
export function withholdDictionaries(): void {
  if (bringsDictionaries) return;
  app.on('session-created', (created) => created.setSpellCheckerDictionaryDownloadURL(nowhere));
}

/**
 * Creates the function that applies whether the person allows dictionaries to be requested from
 * Google.
 */
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
      // Dictionaries are only looked up when the languages change.
      defaultSession.setSpellCheckerLanguages([]);
      defaultSession.setSpellCheckerLanguages([...languages]);
    }
    defaultSession.setSpellCheckerEnabled(isWanted);
  };
}
