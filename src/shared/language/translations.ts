// Generated from the files in locales/ by `npm run messages`.

/** The languages with a catalogue. */
export const translations = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'ja',
  'ko',
  'pt-BR',
  'ru',
  'zh-CN',
] as const;
