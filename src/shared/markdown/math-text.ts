import {
  markdownLineEnding,
  markdownLineEndingOrSpace,
  unicodeWhitespace,
} from 'micromark-util-character';
import type {
  Code,
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types';
import { isEnvironment } from './environments.ts';
import {
  canFollowDollar,
  canPrecedeDollar,
  isOrdinalEnd,
  looksLikeFormula,
} from './dollar-rules.ts';
import { maxShort } from './formula-end.ts';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mathText: 'mathText';
    mathTextData: 'mathTextData';
  }
}

const dollar = 36;
const backslash = 92;
const backtick = 96;
const openingParenthesis = 40;
const openingBracket = 91;
const openingBrace = 123;
const closingBrace = 125;

/** `th`, `st`, `nd` or `rd` after a formula: `$n$th`. */
const ordinal: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let letters = '';
    const inside: State = (code) => {
      if (letters.length < 2 && code !== null && code >= 97 && code <= 122) {
        if (letters === '') effects.enter('mathTextData');
        letters += String.fromCharCode(code);
        effects.consume(code);
        return inside;
      }
      if (letters !== '') effects.exit('mathTextData');
      return isOrdinalEnd(letters, code) ? ok(code) : nok(code);
    };
    return inside;
  },
};

/**
 * `$x$`, on one line. To keep prices, shell variables and tickers as text: the first dollar must
 * not follow a Latin letter or digit, nor precede white space. The next dollar outside braces must
 * be the closing one; it must not follow white space, nor precede a letter or digit. The content
 * must look like a formula. Code spans bind more tightly.
 */
const dollarMath: Construct = {
  name: 'mathDollar',
  previous: (code) => canPrecedeDollar(code),
  tokenize(effects, ok, nok) {
    const leaveShort = leave(effects, ok);
    const until = createUntil(this, effects, nok, leaveShort);
    let content = '';
    let depth = 0;
    const start: State = (code) => {
      enter(effects);
      effects.consume(code);
      return afterFirst;
    };
    const afterFirst: State = (code) => {
      if (code === dollar) {
        effects.consume(code);
        return until('$$');
      }
      return unicodeWhitespace(code) || markdownLineEndingOrSpace(code) ? nok(code) : inside(code);
    };
    const inside: State = (code) => {
      if (code === null || markdownLineEnding(code) || code === backtick) return nok(code);
      if (content.length > maxShort) return nok(code);
      effects.consume(code);
      if (code === dollar && depth <= 0) {
        return /\s$/.test(content) || !looksLikeFormula(content) ? nok : afterLast;
      }
      content += code < 0 ? ' ' : String.fromCharCode(code);
      if (code === openingBrace) depth += 1;
      if (code === closingBrace) depth -= 1;
      return code === backslash ? escaped : inside;
    };
    const escaped: State = (code) => {
      if (code === null || markdownLineEnding(code)) return nok(code);
      content += code < 0 ? ' ' : String.fromCharCode(code);
      effects.consume(code);
      return inside;
    };
    const afterLast: State = (code) => {
      if (canFollowDollar(code, content)) return leaveShort(code);
      effects.exit('mathTextData');
      effects.exit('mathText');
      return effects.check(ordinal, ok, nok)(code);
    };
    return start;
  },
};

/** `\(x\)`, `\[x\]` and `\begin{matrix}x\end{matrix}`, on one or more lines of a paragraph. */
const backslashMath: Construct = {
  name: 'mathBackslash',
  tokenize(effects, ok, nok) {
    const until = createUntil(this, effects, nok, leave(effects, ok));
    let name = '';
    const start: State = (code) => {
      enter(effects);
      effects.consume(code);
      return opening;
    };
    const opening: State = (code) => {
      if (code === 98) return inBegin(code);
      if (code !== openingParenthesis && code !== openingBracket) return nok(code);
      effects.consume(code);
      return until(code === openingParenthesis ? '\\)' : '\\]');
    };
    const inBegin: State = (code) => {
      if (code === null || code < 0 || name.length > maxName) return nok(code);
      name += String.fromCharCode(code);
      if (!'begin{'.startsWith(name.slice(0, 6))) return nok(code);
      effects.consume(code);
      if (code !== closingBrace) return inBegin;
      const environment = name.slice(6, -1);
      return isEnvironment(environment) ? until(`\\end{${environment}}`) : nok;
    };
    return start;
  },
};

const maxName = 24;

/** Per text and closing mark: the offset up to which the mark is known not to occur. */
const known = new WeakMap<TokenizeContext, Map<string, number>>();

type Until = (closing: string) => State;

/**
 * Returns a function that consumes text up to and including a closing mark. It fails at the end of
 * the text and at a backtick, because code spans bind more tightly. It records how far it got, so
 * that no text is scanned twice for one mark.
 */
function createUntil(context: TokenizeContext, effects: Effects, nok: State, then: State): Until {
  return (closing) => {
    const failures = known.get(context) ?? new Map<string, number>();
    known.set(context, failures);
    let tail = '';
    let escaped = false;
    const fail = (code: Code): State | undefined => {
      failures.set(closing, code === null ? Infinity : context.now().offset);
      return nok(code);
    };
    const inside: State = (code) => {
      if (code === null || code === backtick) return fail(code);
      if (markdownLineEnding(code)) {
        effects.exit('mathTextData');
        effects.enter('lineEnding');
        effects.consume(code);
        effects.exit('lineEnding');
        effects.enter('mathTextData');
        tail = '';
        escaped = false;
        return inside;
      }
      const letter = code < 0 ? ' ' : String.fromCharCode(code);
      // `\\` is a line break and `\$` a dollar; their second half closes nothing.
      const isInert = escaped && (letter === '\\' || !closing.startsWith('\\'));
      tail = isInert ? '' : (tail + letter).slice(-closing.length);
      escaped = letter === '\\' && !escaped;
      effects.consume(code);
      return tail === closing ? then : inside;
    };
    return (code) =>
      (failures.get(closing) ?? 0) > context.now().offset ? nok(code) : inside(code);
  };
}

function enter(effects: Effects): void {
  effects.enter('mathText');
  effects.enter('mathTextData');
}

function leave(effects: Effects, ok: State): State {
  return (code) => {
    effects.exit('mathTextData');
    effects.exit('mathText');
    return ok(code);
  };
}

/** The micromark syntax of formulas in a paragraph. */
export const mathSyntax: Extension = {
  text: { [dollar]: dollarMath, [backslash]: backslashMath },
};
