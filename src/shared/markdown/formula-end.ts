import { isEnvironment } from './environments.ts';
import {
  canFollowDollar,
  canPrecedeDollar,
  isOrdinalEnd,
  looksLikeFormula,
} from './dollar-rules.ts';

/** Length limit of a formula between single dollars, in characters. */
export const maxShort = 400;

/**
 * Finds the end of the formula that starts at a dollar or backslash: `open` if its end is not
 * written yet, null if there is no formula. Follows the rules of `math-text.ts`, for text that is
 * still growing.
 */
export function formulaEnd(text: string, at: number): number | 'open' | null {
  if (text.charAt(at) === '$' && text.charAt(at + 1) !== '$') return shortEnd(text, at);
  if (text.charAt(at) === '$' && !canPrecedeDollar(codeBefore(text, at))) return null;
  const opening = /^(?:\$\$|\\[([]|\\begin\{([A-Za-z]{1,17}\*?)\})/.exec(text.slice(at, at + 32));
  if (opening === null) return null;
  const [mark, environment] = opening;
  if (environment !== undefined && !isEnvironment(environment)) return null;
  return longEnd(text, at + mark.length, closingOf(mark, environment));
}

function closingOf(mark: string, environment: string | undefined): string {
  if (environment !== undefined) return `\\end{${environment}}`;
  return mark === '$$' ? mark : mark === '\\(' ? '\\)' : '\\]';
}

function longEnd(text: string, from: number, closing: string): number | 'open' | null {
  const code = text.indexOf('`', from);
  for (let at = text.indexOf(closing, from); at !== -1; at = text.indexOf(closing, at + 1)) {
    if (code !== -1 && code < at) return null;
    if (!isEscaped(text, at, from)) return at + closing.length;
  }
  return code === -1 ? 'open' : null;
}

/** True after an odd number of backslashes: the character is the second half of `\\` or `\$`. */
function isEscaped(text: string, at: number, from: number): boolean {
  let before = at;
  while (before > from && text.charAt(before - 1) === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

function shortEnd(text: string, at: number): number | 'open' | null {
  if (!canPrecedeDollar(codeBefore(text, at)) || /\s/.test(text.charAt(at + 1))) return null;
  let depth = 0;
  for (let end = at + 1; end < text.length; end += 1) {
    const letter = text.charAt(end);
    if (letter === '\n' || letter === '`' || end - at - 1 > maxShort) return null;
    if (letter === '$' && depth <= 0) return closedAt(text, at, end);
    if (letter === '{') depth += 1;
    else if (letter === '}') depth -= 1;
    else if (letter === '\\') end += 1;
  }
  return looksLikeFormula(text.slice(at + 1)) ? 'open' : null;
}

function closedAt(text: string, at: number, end: number): number | null {
  const content = text.slice(at + 1, end);
  if (/\s$/.test(content) || !looksLikeFormula(content)) return null;
  const next = end + 1 < text.length ? text.charCodeAt(end + 1) : null;
  if (canFollowDollar(next, content)) return end + 1;
  const letters = /^[a-z]{0,2}/.exec(text.slice(end + 1))?.[0] ?? '';
  const after = end + 1 + letters.length;
  return isOrdinalEnd(letters, after < text.length ? text.charCodeAt(after) : null)
    ? end + 1
    : null;
}

function codeBefore(text: string, at: number): number | null {
  return at === 0 ? null : text.charCodeAt(at - 1);
}
