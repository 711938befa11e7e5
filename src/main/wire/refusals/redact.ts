import { base64Views, hexViews, legibleView } from './encodings.ts';
import { decimalView, unescapedView } from './escapes.ts';
import { compatibleView, plainView, type TextView } from './text-view.ts';

/** Replaces a secret. */
const redacted = '[key]';

/** This many successive characters of a secret give it away. */
const tellingRun = 6;

/**
 * A longer secret is not a key; only this much of its beginning is searched for (UTF-16 code
 * units).
 */
const longestSecret = 16_384;

/** How many layers of escapes are undone. */
const maxLayers = 3;

/** Placeholders that people type if a server accepts any key; these words are not secrets. */
const placeholders = new Set(
  'anything anykey apikey demo dummy empty fake janai key llamacpp lmstudio local localhost mykey na nokey nokeyneeded nokeyrequired none notneeded notrequired notused null ollama openai optional password placeholder secret sknokeyrequired sknotneeded sktest test token unused vllm xxx'.split(
    ' ',
  ),
);

/**
 * Patterns of keys from any provider: `sk-…` and similar, anything after Bearer, and the remains of
 * a key that was cut in the middle. Every part has a maximum length, so that the work is linear.
 */
const keyPatterns: readonly RegExp[] = [
  /\bBearer\s{1,20}[^\s"',;<>]{1,4000}/gi,
  /\b(?:sk|pk|rk|gsk|xai|hf|r8|pplx|fw|nvapi|tgp|csk|AIza)[-_][\w*.-]{6,4000}/gi,
  /\bkey[-_](?=[a-z_.-]{0,60}[\d*])[\w*.-]{6,4000}/gi,
  /\bAIza[\w*.-]{10,4000}/g,
  /\b(?:sk|pk|rk|gsk|xai|hf|r8|pplx)[-_][\w-]{0,12}(?:\.{3}|…|•{2,40})[\w-]{0,40}/gi,
];

const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 95;

/** Maps ASCII and full-width letters to lower-case ASCII; other characters are unchanged. */
function folded(code: number): number {
  const narrow = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code;
  return narrow >= 65 && narrow <= 90 ? narrow + 32 : narrow;
}

/** Applies ROT13 to a letter; other characters are unchanged. */
const rotated = (code: number): number =>
  code >= 97 && code <= 122 ? ((code - 97 + 13) % 26) + 97 : code;

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

/** Letters of other scripts end a run: they do not occur between the characters of a key. */
const isForeignLetter = (code: number): boolean =>
  (code >= 0xc0 && code < 0x2000) || (code >= 0x3040 && code < 0xfe00);

/** The last six characters as one number: as exact as their text, and faster to look up. */
const runBase = 256;
const runLimit = runBase ** (tellingRun - 1);

function runsOf(codes: readonly number[], into: Set<number>): void {
  let run = 0;
  for (const [at, code] of codes.entries()) {
    run = (run % runLimit) * runBase + (code < runBase ? code : 0);
    if (at >= tellingRun - 1) into.add(run);
  }
}

/**
 * What to search for: the runs of the secrets, and the characters that are compared; others are
 * skipped.
 */
interface Wanted {
  readonly keeps: (code: number) => boolean;
  readonly runs: ReadonlySet<number>;
}

/**
 * Blanks out the parts of a secret that are ordinary words by themselves, such as a product's name.
 */
function withoutWords(secret: string): string {
  return secret.replace(/(?<![a-z0-9])[a-z]{6,14}(?![a-z0-9])/gi, (word) =>
    '\0'.repeat(word.length),
  );
}

function wantedIn(secrets: readonly string[]): readonly Wanted[] {
  const letters = new Set<number>();
  const whole = new Set<number>();
  const own = new Set<number>();
  for (const secret of secrets) {
    const codes = Array.from(secret, (character) => folded(character.charCodeAt(0)));
    const bare = codes.filter((code) => isAlphanumeric(code) || code === 0);
    for (const code of codes) own.add(code);
    const readings = (read: readonly number[]) => [read, read.toReversed(), read.map(rotated)];
    for (const reading of readings(codes)) runsOf(reading, whole);
    for (const reading of readings(bare)) runsOf(reading, letters);
  }
  return [
    { keeps: isAlphanumeric, runs: letters },
    { keeps: (code) => isAlphanumeric(code) || own.has(code), runs: whole },
  ];
}

/** The ranges of a text to remove, counted up where one begins and down where it ends. */
class Marks {
  readonly #changes: Int32Array;

  constructor(length: number) {
    this.#changes = new Int32Array(length + 1);
  }

  add(from: number, to: number): void {
    this.#changes[from] = (this.#changes[from] ?? 0) + 1;
    this.#changes[to] = (this.#changes[to] ?? 0) - 1;
  }

  /** The marked ranges in order, merged where they overlap. */
  ranges(): readonly (readonly [from: number, to: number])[] {
    const ranges: (readonly [number, number])[] = [];
    let depth = 0;
    let from = 0;
    for (const [at, change] of this.#changes.entries()) {
      if (depth === 0 && change > 0) from = at;
      depth += change;
      if (depth === 0 && change < 0) ranges.push([from, at]);
    }
    return ranges;
  }
}

function markRuns({ codes, starts, ends }: TextView, wanted: Wanted, marks: Marks): void {
  let run = 0;
  /** The number of compared characters in a row, and the offsets of the last few. */
  let count = 0;
  const places = new Int32Array(tellingRun);
  for (let at = 0; at < codes.length; at += 1) {
    const code = folded(codes[at] ?? 0);
    if (!wanted.keeps(code)) {
      if (isForeignLetter(code)) count = 0;
      continue;
    }
    run = (run % runLimit) * runBase + (code < runBase ? code : 0);
    places[count % tellingRun] = at;
    count += 1;
    if (count < tellingRun || !wanted.runs.has(run)) continue;
    marks.add(starts[places[count % tellingRun] ?? 0] ?? 0, ends[at] ?? 0);
  }
}

const decoded = (view: TextView): readonly TextView[] => [...base64Views(view), ...hexViews(view)];

/** Decodes a text that was encoded twice; deeper encodings are left alone. */
function decodedTwice(layer: TextView): readonly TextView[] {
  return decoded(layer).flatMap((view) => {
    const text = legibleView(view);
    if (text === null) return [];
    const plain = unescapedView(text, false);
    return [...(plain === null ? [] : [plain]), ...decoded(text)];
  });
}

/** Every reading of the text in which a secret may hide. */
export function viewsOf(text: string): readonly TextView[] {
  const plain = plainView(text);
  const compatible = compatibleView(text);
  const layers: TextView[] = [plain, ...(compatible === null ? [] : [compatible])];
  let deepest = compatible ?? plain;
  for (let layer = 0; layer < maxLayers; layer += 1) {
    const next = unescapedView(deepest, layer === 0 && text.includes('='));
    if (next === null) break;
    layers.push(next);
    deepest = next;
  }
  // A sequence that only looks like an escape would hide what follows it once undone.
  const withoutEquals = text.includes('=') ? unescapedView(plain, false) : null;
  if (withoutEquals !== null) layers.push(withoutEquals);
  // Layers in between reveal nothing that the two ends do not: no encoding contains escapes.
  const ends = new Set([plain, deepest, withoutEquals ?? plain]);
  return [
    ...layers.flatMap((layer) => [layer, ...decoded(layer)]),
    ...[...ends].flatMap(decodedTwice),
    decimalView(plain),
  ];
}

/**
 * Marks masks such as `***` and `•••`, with the characters of a key that a server left on either
 * side.
 */
function markMasks(text: string, marks: Marks): void {
  const isPart = (at: number): boolean => {
    const code = text.charCodeAt(at);
    return isWordCode(code) || code === 45 || code === 46;
  };
  let done = 0;
  for (const { index, 0: mask } of text.matchAll(/[*•·●█]{3,}/g)) {
    let from = index;
    while (from > done && isPart(from - 1)) from -= 1;
    let to = index + mask.length;
    while (to < text.length && isPart(to)) to += 1;
    done = to;
    // A line of only stars is not a mask.
    if (to - from > mask.length) marks.add(from, to);
  }
}

/** Extends a range over the rest of a secret on the far side of a mask such as `…`. */
function endOfMask(text: string, to: number): number {
  const rest = /^(?:\.{2,6}|…|[*•·●█x#]{2,40})[\w.-]{1,12}(?![\w-])/i.exec(text.slice(to, to + 60));
  return rest === null ? to : to + rest[0].length;
}

function takeOut(text: string, marks: Marks): string {
  let clean = '';
  let done = 0;
  for (const [from, to] of marks.ranges()) {
    if (to <= done) continue;
    clean += `${text.slice(done, Math.max(done, from))}${redacted}`;
    done = endOfMask(text, to);
  }
  return clean + text.slice(done);
}

/** Marks a secret where it is a word by itself: the letters of a short one occur in every text. */
function markWhole(text: string, secret: string, marks: Marks): void {
  for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) {
    const end = at + secret.length;
    const before = isWordCode(text.charCodeAt(at - 1));
    if (!before && !isWordCode(text.charCodeAt(end))) marks.add(at, end);
  }
}

/** True unless the text is too short or a placeholder for a key that is not needed. */
function isSecret(text: string): boolean {
  return text.trim().length > 2 && !placeholders.has(text.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

/**
 * Removes secrets from a text: every run of six or more of their characters, in any case, in
 * percent, JSON, HTML, base64 or hexadecimal encoding (each also within another), as character
 * codes, split by spaces or punctuation, in letters of other styles, with combining marks, in
 * ROT13, or reversed; and everything that looks like a key. The work grows only with the length of
 * the text.
 *
 * `sparing`: for Parley's own sentences, where a word of a key may also be a name.
 */
export function redact(
  text: string,
  secrets: readonly (string | null)[],
  { sparing = false }: { readonly sparing?: boolean } = {},
): string {
  const known = [...new Set(secrets)]
    .filter((secret) => secret !== null)
    .filter(isSecret)
    .map((secret) => secret.slice(0, longestSecret));
  const marks = new Marks(text.length);
  for (const secret of known) markWhole(text, secret, marks);
  const long = known.filter((secret) => secret.length >= tellingRun);
  if (long.length > 0) {
    const wanted = wantedIn(sparing ? long.map(withoutWords) : long);
    for (const view of viewsOf(text)) for (const each of wanted) markRuns(view, each, marks);
  }
  markMasks(text, marks);
  for (const pattern of keyPatterns) {
    for (const { index, 0: found } of text.matchAll(pattern))
      marks.add(index, index + found.length);
  }
  return takeOut(text, marks);
}
