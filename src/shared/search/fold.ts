/**
 * Folding makes texts comparable that people consider equal: it ignores compatibility forms (NFKC),
 * accents, case and presentation marks. Letters that only look accented stay distinct: voiced kana
 * (が is not か) and the Cyrillic й.
 */

/**
 * Marks that do not distinguish words: Latin, Greek, Cyrillic, Hebrew and Arabic marks, and
 * presentation selectors.
 */
const ignoredMarks =
  /(?:[\u0300-\u036f]|[\u0483-\u0487]|[\u0591-\u05bd]|\u05bf|\u05c1|\u05c2|\u05c4|\u05c5|\u05c7|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06dc]|[\u06df-\u06e4]|\u06e7|\u06e8|[\u06ea-\u06ed]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe00-\ufe0f]|[\ufe20-\ufe2f])+/g;
/**
 * Invisible characters that may occur inside a word: soft hyphen, tatweel, joiners, direction
 * marks, BOM.
 */
const invisible = /[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g;
/** Skin tones do not distinguish emoji. */
const skinTones = /[\u{1f3fb}-\u{1f3ff}]/gu;
const shortI = /([Ии])\u0306/g;
const keptShortI = { И: 'Й', и: 'й' };

const notAscii = /[^\0-\x7f]/;

/** Letters without a decomposition that people type without their stroke, or as two letters. */
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

/** True if every character is ASCII. Such text is already normalised. */
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
/** Maps to something else, whatever its neighbours are. */
const alone = 2;
/** May combine with its neighbours. */
const together = 3;
/** Half of a surrogate pair; the whole character decides. */
const half = 4;

/** The kind of each code unit, filled in on demand, and the mappings of characters that change. */
const ways = new Uint8Array(0x10000).fill(unknownWay);
const forms = new Map<number, string>();
const astralForms = new Map<number, string | null>();

/** Combining marks, and jamo, which form syllables. */
const melts = /[\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;
const breve = '\u0306';
const halves = /[\ud800-\udfff]/;

/** The mapping of a character independent of its neighbours; null if it depends on them. */
function formOf(character: string): string | null {
  const form = normalizeWhole(character);
  if (melts.test(form)) return null;
  // A dropped mark does not affect its neighbours, except for the breve that turns и into й.
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
  // Half a pair must not be normalised apart from what follows it.
  const form = codePoint < 0x10000 ? null : formOf(String.fromCodePoint(codePoint));
  astralForms.set(codePoint, form);
  return form;
}

/**
 * Calls `onChange` for each character that changes, with its offset, width and replacement. Returns
 * false if the text cannot be normalised character by character.
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

/**
 * Removes what does not distinguish words but keeps the case, so that camel humps remain visible.
 */
export function normalize(text: string): string {
  if (isAscii(text)) return text;
  // Nearly all text is unchanged or maps letter by letter, which the tables cover.
  let result = '';
  let from = 0;
  const isWhole = eachChange(text, (at, width, form) => {
    result += text.slice(from, at) + form;
    from = at + width;
  });
  if (!isWhole) return normalizeWhole(text);
  return from === 0 ? text : result + text.slice(from);
}

/** Folds the case of a text that {@link normalize} returned. Offsets stay the same. */
export function foldCase(normalized: string): string {
  const folded = normalized.toLowerCase();
  if (isAscii(folded)) return folded;
  // A sigma at the end of a word is lower-cased to a different letter.
  const lower = folded.includes('ς') ? folded.replaceAll('ς', 'σ') : folded;
  if (lower.length === normalized.length) return lower;
  return Array.from(normalized, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

/** Lower-case mappings of code units below U+10000, plus one; 0 means not computed yet. */
const smallLetters = new Uint32Array(0x10000);

function learnSmallLetter(unit: number): number {
  const letter = String.fromCharCode(unit);
  const small = foldCase(letter).charCodeAt(0);
  smallLetters[unit] = small + 1;
  return small + 1;
}

/**
 * Folds the case of one code unit below U+10000 of a text that {@link normalize} returned, like
 * {@link foldCase}.
 */
export function foldUnit(unit: number): number {
  const known = smallLetters[unit] ?? 0;
  return (known === 0 ? learnSmallLetter(unit) : known) - 1;
}

/** Returns the form in which names and texts are compared. */
export function fold(text: string): string {
  return foldCase(normalize(text));
}

/**
 * A character with everything that may combine with it in normalisation: marks, voicing marks of
 * half-width kana, Hangul vowels and final consonants in each of their forms, and invisible
 * characters.
 */
const cluster =
  /[^][\p{M}\uff9e\uff9f\u1160-\u11ff\ud7b0-\ud7fb\u314f-\u3164\uffa0\uffc2-\uffdc\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*/gu;

/**
 * The origin of each unit of a text that is normalised character by character; null if it is not.
 */
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
      // Both halves of a character have its offset.
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
 * Normalises a text and maps each code unit of the result to its source: `origin[i]` is the offset
 * in `text` of the character that unit `i` comes from. One more entry marks the end. `origin` is
 * null if offsets are unchanged.
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
