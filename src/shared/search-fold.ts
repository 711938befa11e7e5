/**
 * Folding makes texts comparable that a person would call the same: compatibility forms (NFKC), accents,
 * case and presentation marks do not count. Letters that only look accented stay apart: the voiced kana
 * (が is not か) and the Cyrillic й.
 */

/** Marks that do not tell words apart: Latin, Greek, Cyrillic, Hebrew and Arabic ones, and presentation selectors. */
const ignoredMarks =
  /(?:[\u0300-\u036f]|[\u0483-\u0487]|[\u0591-\u05bd]|\u05bf|\u05c1|\u05c2|\u05c4|\u05c5|\u05c7|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06dc]|[\u06df-\u06e4]|\u06e7|\u06e8|[\u06ea-\u06ed]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe00-\ufe0f]|[\ufe20-\ufe2f])+/g;
/** Invisible characters that may stand inside a word: soft hyphen, tatweel, joiners, direction marks, BOM. */
const invisible = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g;
/** Skin tones: a hand is a hand. */
const skinTones = /[\u{1f3fb}-\u{1f3ff}]/gu;
const shortI = /([Ии])\u0306/g;
const keptShortI = { И: 'Й', и: 'й' };

const notAscii = /[^\0-\x7f]/;

/** Letters without a decomposition that are nevertheless typed without their stroke, or as two letters. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  ħ: 'h',
  Ħ: 'H',
  ς: 'σ',
};
const foldedLetters = /[ßẞæÆœŒøØłŁđĐðÐþÞıħĦς]/g;

/** True if every character is ASCII: such text is its own normal form. */
export function isAscii(text: string): boolean {
  return !notAscii.test(text);
}

/** Returns the text without what does not tell words apart, but with its case: camel humps are still to be seen. */
export function normalize(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize('NFKD')
    .replace(shortI, (_all, letter: 'И' | 'и') => keptShortI[letter])
    .replace(ignoredMarks, '')
    .replace(invisible, '')
    .replace(skinTones, '')
    .replace(foldedLetters, (letter) => letters[letter] ?? letter)
    .normalize('NFC');
}

/** Folds the case of a text that {@link normalize} returned; every offset stays what it was. */
export function foldCase(normalized: string): string {
  const folded = normalized.toLowerCase();
  if (isAscii(folded)) return folded;
  // A sigma at the end of a word is lower-cased to another letter.
  const lower = folded.includes('ς') ? folded.replaceAll('ς', 'σ') : folded;
  if (lower.length === normalized.length) return lower;
  return Array.from(normalized, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

/** Returns the form in which names and texts are compared. */
export function fold(text: string): string {
  return foldCase(normalize(text));
}

/**
 * A character with all that may melt into it when normalised: marks, voicing marks of half-width kana,
 * vowels and final consonants of Hangul in each of their forms, and what is invisible.
 */
const cluster =
  /[^][\p{M}\uff9e\uff9f\u1160-\u11ff\ud7b0-\ud7fb\u314f-\u3164\uffa0\uffc2-\uffdc\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*/gu;

/**
 * Normalises and tells where each code unit of the result comes from: `origin[i]` is the offset in
 * `text` of the character that unit `i` belongs to, and there is one more entry for the end. `origin`
 * is null if offsets are the same.
 */
export function normalizeWithOrigin(text: string): {
  readonly normalized: string;
  readonly origin: Uint32Array | null;
} {
  if (isAscii(text)) return { normalized: text, origin: null };
  const whole = normalize(text);
  if (whole === text) return { normalized: text, origin: null };
  const origin = new Uint32Array(whole.length + 1);
  let at = 0;
  for (const match of text.matchAll(cluster)) {
    const length = normalize(match[0]).length;
    origin.fill(match.index, at, at + length);
    at += length;
  }
  origin[whole.length] = text.length;
  return { normalized: whole, origin };
}
