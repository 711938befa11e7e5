// Generated from the files in locales/ by `npm run messages`.

/** The languages with a catalogue. */
export const translations = ['en'] as const;
