/** How much of a text is looked at (UTF-16 code units). */
const longest = 400;

const latin = /\p{Script=Latin}/gu;
const han = /\p{Script=Han}/gu;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const hangul = /\p{Script=Hangul}/gu;

/** Scripts that one language uses far more than others, or that screen readers read alike. */
const scripts: readonly (readonly [tag: string, letters: RegExp])[] = [
  ['ar', /\p{Script=Arabic}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['th', /\p{Script=Thai}/gu],
];

/** Letters that tell a language from the one that its script is first taken for. */
const tells: Readonly<Record<string, readonly [tag: string, letters: RegExp]>> = {
  ar: ['fa', /[پچژگ]/u],
  ru: ['uk', /[іїєґ]/iu],
  'zh-CN': ['zh-TW', /[這個們來說時會國學為對過開沒後還]/u],
};

function countOf(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}

function ofEastAsia(text: string, half: number): string | null {
  const [counted, ofJapanese, ofKorean] = [han, kana, hangul].map((each) => countOf(text, each));
  const [ideographs = 0, kanas = 0, syllables = 0] = [counted, ofJapanese, ofKorean];
  if (ideographs + kanas + syllables < half) return null;
  if (syllables > kanas && syllables > ideographs / 4) return 'ko';
  return kanas > ideographs / 10 ? 'ja' : 'zh-CN';
}

/**
 * The language of a text, as far as its script tells: fonts and screen readers need it. `null` if
 * its letters are Latin, which tell nothing, or too mixed.
 */
export function languageByScript(whole: string): string | null {
  const text = whole.slice(0, longest);
  const letters = countOf(text, /\p{L}/gu);
  const half = Math.max(1, letters / 2);
  if (countOf(text, latin) >= half) return null;
  const found =
    ofEastAsia(text, half) ?? scripts.find(([, each]) => countOf(text, each) >= half)?.[0] ?? null;
  if (found === null) return null;
  const tell = tells[found];
  return tell?.[1].test(text) === true ? tell[0] : found;
}

/** Languages of Parley that are not written in Latin letters. */
const notLatin = /^(?:ar|bn|el|fa|he|hi|hy|ja|ka|ko|ru|ta|th|uk|zh)\b/;

/**
 * The `lang` of a text in a window whose language is `around`; undefined if it is the window's, as
 * far as can be told. Latin letters in such a window are taken for English.
 */
export function langOf(text: string, around: string): string | undefined {
  const found = languageByScript(text);
  if (found !== null) return found === around ? undefined : found;
  const isLatin = notLatin.test(around) && countOf(text.slice(0, longest), latin) > 0;
  return isLatin ? 'en' : undefined;
}
