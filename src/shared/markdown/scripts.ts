/** Letters of scripts written without spaces between words, and Hangul. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]/u;

/**
 * Full-width punctuation, quotation marks and ellipses. They belong to the sentence, never to an
 * address.
 */
const sentenceMark =
  /[\u2014\u2018-\u201F\u2026\u2039\u203A\u00AB\u00BB\u3001-\u3004\u3008-\u3020\u3030\u303D\u30FB\uFE10-\uFE19\uFE30-\uFE4F\uFE50-\uFE6B\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFE0-\uFFE6]/;

/** East Asian characters for the emphasis rules, including symbols and punctuation. */
const eastAsian =
  /[\u1100-\u11FF\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7FB\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6B\uFF01-\uFFDC\uFFE0-\uFFEE\u{20000}-\u{3FFFD}]/u;

/** True for Hangul and for letters of a script without spaces. */
export function isUnspacedLetter(character: string): boolean {
  return unspaced.test(character);
}

/**
 * True for a character that ends a bare address: full-width punctuation, a quotation mark or an
 * ellipsis.
 */
export function isSentenceMark(character: string): boolean {
  return sentenceMark.test(character);
}

/** True for a character that counts as CJK at the edges of emphasis. */
export function isEastAsian(character: string): boolean {
  return eastAsian.test(character);
}
