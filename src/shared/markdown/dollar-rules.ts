import type { Code } from 'micromark-util-types';
import { isUnspacedLetter } from './scripts.ts';

const isWordCode = (code: Code): boolean =>
  code !== null && code >= 0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code));

const characterOf = (code: Code): string =>
  code === null || code < 0 ? ' ' : String.fromCharCode(code);

/**
 * True if a dollar after this character can open a formula: not after a Latin letter (`US$5`), but
 * after 其中.
 */
export function canPrecedeDollar(code: Code): boolean {
  return code !== 36 && (!isWordCode(code) || isUnspacedLetter(characterOf(code)));
}

/** True if a dollar before this character can close the formula `content`. */
export function canFollowDollar(code: Code, content: string): boolean {
  const next = characterOf(code);
  if (isWordCode(code)) return isUnspacedLetter(next);
  if (next === '{' || next === '_') return false;
  // `$HOME:$(pwd)`
  return next !== '(' || !/[-+=.,:@]$/.test(content);
}

/** True for the letters of `$n$th` if the word ends there. */
export function isOrdinalEnd(letters: string, next: Code): boolean {
  return /^(?:th|st|nd|rd)$/.test(letters) && !isWordCode(next);
}

const functions = new Set(
  (
    'sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp max min sup inf lim det ' +
    'dim ker gcd lcm arg deg mod div grad rot curl tr rank sgn sign Pr Var Cov mid mod bmod pmod if'
  ).split(' '),
);

/** Short English words that appear in a formula only inside `\text{…}`. */
const prose = new Set(
  'and or is are the to for per of in at from with was be an it than but so vs via costs cost'.split(
    ' ',
  ),
);

/** The text outside braces, without command names. */
function bareText(content: string): string {
  let bare = '';
  let depth = 0;
  const visible = content.replaceAll(/\\(?:[A-Za-z]+|.)/g, '\\');
  for (const letter of visible) {
    if (letter === '{') depth += 1;
    else if (letter === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0) bare += letter;
  }
  return bare;
}

/** A separate word, between white space or punctuation. */
const plainWord = /(?<=^|[\s,;(])[A-Za-z]{2,}(?=$|[\s,;:.?!)])/g;

function isPlainWord(word: string): boolean {
  return !functions.has(word) && !/^d[a-z]$/.test(word) && word !== word.toUpperCase();
}

/**
 * True if the content between two dollars can be a formula. Prices, paths, shell variables and
 * prose between unrelated dollars cannot.
 */
export function looksLikeFormula(content: string): boolean {
  if (!/[\p{L}\p{N}\\]/u.test(content) || /^[)\]}.,;:!?/@"]|[/:@"]$/.test(content)) return false;
  const bare = bareText(content);
  if (/[，。；：、？！「」『』（）【】“”…]/.test(bare)) return false;
  const words = bare.match(plainWord)?.filter(isPlainWord) ?? [];
  if (words.some((word) => prose.has(word.toLowerCase()))) return false;
  // `5 apples and 6$`: a number followed by words is an amount.
  if (/^\d/.test(content)) return words.length === 0 && !/\p{Script=Han}/u.test(bare);
  return !hasTwoPlainWords(bare);
}

/** True if two words of prose follow each other. */
function hasTwoPlainWords(bare: string): boolean {
  let last = false;
  for (const word of bare.split(/\s+/)) {
    const plain = /^[A-Za-z]{2,}$/.test(word) && isPlainWord(word);
    if (plain && last) return true;
    last = plain;
  }
  return false;
}
