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

function normalizeWhole(text: string): string {
  return text
    .normalize('NFKD')
    .replace(shortI, (_all, letter: 'И' | 'и') => keptShortI[letter])
    .replace(ignoredMarks, '')
    .replace(invisible, '')
    .replace(skinTones, '')
    .replace(foldedLetters, (letter) => letters[letter] ?? letter)
    .normalize('NFC');
}

/** How a code unit is normalised. */
const unknownWay = 0;
const same = 1;
/** To something else, whatever stands beside it. */
const alone = 2;
/** It may melt into its neighbours. */
const together = 3;
/** Half of a character: the whole one tells. */
const half = 4;

/** Ways of the code units, filled in as they are met; and what becomes of characters that do not stay the same. */
const ways = new Uint8Array(0x10000).fill(unknownWay);
const forms = new Map<number, string>();
const astralForms = new Map<number, string | null>();

/** Combining marks, and jamo, which make syllables. */
const melts = /[\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;
const breve = '\u0306';
const halves = /[\ud800-\udfff]/;

/** What becomes of a character wherever it stands; null if that depends on its neighbours. */
function formOf(character: string): string | null {
  const form = normalizeWhole(character);
  if (melts.test(form)) return null;
  // A mark that is dropped changes nothing beside it, but for the breve that makes й of и.
  return melts.test(character) && (form !== '' || character === breve) ? null : form;
}

function learnWay(unit: number): number {
  const character = String.fromCharCode(unit);
  let way = same;
  if (halves.test(character)) way = half;
  else {
    const form = formOf(character);
    if (form === null) way = together;
    else if (form !== character) {
      forms.set(unit, form);
      way = alone;
    }
  }
  ways[unit] = way;
  return way;
}

function astralForm(codePoint: number): string | null {
  const known = astralForms.get(codePoint);
  if (known !== undefined) return known;
  // Half a pair may not be normalised apart from what follows it.
  const form = codePoint < 0x10000 ? null : formOf(String.fromCodePoint(codePoint));
  astralForms.set(codePoint, form);
  return form;
}

/**
 * Calls `onChange` for each character that does not stay the same, with its place, its width and what
 * becomes of it. False: it cannot be told character by character.
 */
function eachChange(
  text: string,
  onChange: (at: number, width: 1 | 2, form: string) => void,
): boolean {
  const { length } = text;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    let way = ways[unit] ?? unknownWay;
    if (way === unknownWay) way = learnWay(unit);
    if (way === same) continue;
    if (way === alone) {
      onChange(at, 1, forms.get(unit) ?? '');
      continue;
    }
    const codePoint = text.codePointAt(at) ?? unit;
    const form = way === half ? astralForm(codePoint) : null;
    if (form === null) return false;
    if (form !== String.fromCodePoint(codePoint)) onChange(at, 2, form);
    at += 1;
  }
  return true;
}

/** Returns the text without what does not tell words apart, but with its case: camel humps are still to be seen. */
export function normalize(text: string): string {
  if (isAscii(text)) return text;
  // Nearly all that is written stays the same or changes letter by letter, which is found in tables.
  let result = '';
  let from = 0;
  const isWhole = eachChange(text, (at, width, form) => {
    result += text.slice(from, at) + form;
    from = at + width;
  });
  if (!isWhole) return normalizeWhole(text);
  return from === 0 ? text : result + text.slice(from);
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

/** Small letters of the code units below U+10000, one more than they are; 0: not met yet. */
const smallLetters = new Uint32Array(0x10000);

function learnSmallLetter(unit: number): number {
  const letter = String.fromCharCode(unit);
  const small = foldCase(letter).charCodeAt(0);
  smallLetters[unit] = small + 1;
  return small + 1;
}

/** Folds the case of a code unit below U+10000 of a text that {@link normalize} returned, as {@link foldCase} does. */
export function foldUnit(unit: number): number {
  const known = smallLetters[unit] ?? 0;
  return (known === 0 ? learnSmallLetter(unit) : known) - 1;
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

/** Where the units of a text come from that is normalised character by character; null if it is not. */
function originByTables(text: string): ReturnType<typeof normalizeWithOrigin> | null {
  const pieces: { readonly at: number; readonly width: number; readonly form: string }[] = [];
  const isWhole = eachChange(text, (at, width, form) => void pieces.push({ at, width, form }));
  if (!isWhole) return null;
  if (pieces.length === 0) return { normalized: text, origin: null };
  let normalized = '';
  let from = 0;
  const growth = pieces.reduce((sum, { width, form }) => sum + form.length - width, 0);
  const origin = new Uint32Array(text.length + growth + 1);
  let count = 0;
  const keep = (to: number): void => {
    normalized += text.slice(from, to);
    for (; from < to; from += 1) {
      // Both halves of a character have its place.
      const unit = text.charCodeAt(from);
      const isLow = unit >= 0xdc00 && unit <= 0xdfff;
      origin[count] = isLow ? from - 1 : from;
      count += 1;
    }
  };
  for (const { at, width, form } of pieces) {
    keep(at);
    normalized += form;
    origin.fill(at, count, count + form.length);
    count += form.length;
    from = at + width;
  }
  keep(text.length);
  origin[count] = text.length;
  return { normalized, origin };
}

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
  const quick = originByTables(text);
  if (quick !== null) return quick;
  const whole = normalizeWhole(text);
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
