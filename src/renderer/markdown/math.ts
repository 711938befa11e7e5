import type { Literal } from 'mdast';
import type { CompileContext, Extension as MdastExtension } from 'mdast-util-from-markdown';
import {
  markdownLineEnding,
  markdownLineEndingOrSpace,
  unicodeWhitespace,
} from 'micromark-util-character';
import type { Code, Construct, Effects, Extension, State, Token } from 'micromark-util-types';

/** A formula in TeX. */
export interface InlineMath extends Literal {
  type: 'inlineMath';
}

declare module 'mdast' {
  interface PhrasingContentMap {
    inlineMath: InlineMath;
  }
  interface RootContentMap {
    inlineMath: InlineMath;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mathText: 'mathText';
    mathTextData: 'mathTextData';
  }
}

const dollar = 36;
const backslash = 92;
const openingParenthesis = 40;
const openingBracket = 91;

/** Longest formula between single dollars, and between the other marks, in characters. */
const maxShort = 400;
const maxLong = 4000;

const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57;
const isLetter = (code: Code): boolean =>
  code !== null && /[\p{L}\p{N}]/u.test(String.fromCodePoint(Math.max(code, 0)));

/**
 * `$x$`, on one line. So that prices stay prices, the first dollar must not follow a letter or a digit
 * nor stand before white space, and the last must not follow white space nor stand before a digit.
 */
const dollarMath: Construct = {
  name: 'mathDollar',
  previous: (code) => code !== dollar && !isLetter(code),
  tokenize(effects, ok, nok) {
    let length = 0;
    let last: Code = null;
    const start: State = (code) => {
      enter(effects);
      effects.consume(code);
      return afterFirst;
    };
    const afterFirst: State = (code) => {
      if (code === dollar) {
        effects.consume(code);
        return pairedDollars(effects, ok, nok);
      }
      return unicodeWhitespace(code) || markdownLineEndingOrSpace(code) ? nok(code) : inside(code);
    };
    const inside: State = (code) => {
      length += 1;
      if (code === null || markdownLineEnding(code) || length > maxShort) return nok(code);
      effects.consume(code);
      if (code === dollar) return markdownLineEndingOrSpace(last) ? inside : afterLast;
      last = code;
      return code === backslash ? escaped : inside;
    };
    const escaped: State = (code) => {
      if (code === null || markdownLineEnding(code)) return nok(code);
      last = code;
      effects.consume(code);
      return inside;
    };
    const afterLast: State = (code) => (isDigit(code) ? nok(code) : leave(effects, ok)(code));
    return start;
  },
};

function pairedDollars(effects: Effects, ok: State, nok: State): State {
  return until(effects, nok, dollar, dollar, () => leave(effects, ok));
}

/** `\(x\)` and `\[x\]`, over one or more lines of a paragraph. */
const bracketMath: Construct = {
  name: 'mathBracket',
  tokenize(effects, ok, nok) {
    const start: State = (code) => {
      enter(effects);
      effects.consume(code);
      return opening;
    };
    const opening: State = (code) => {
      if (code !== openingParenthesis && code !== openingBracket) return nok(code);
      effects.consume(code);
      const closing = code === openingParenthesis ? code + 1 : code + 2;
      return until(effects, nok, backslash, closing, () => leave(effects, ok));
    };
    return start;
  },
};

/** Consumes up to and with two closing characters; fails at the end of the text or when too long. */
function until(
  effects: Effects,
  nok: State,
  first: number,
  second: number,
  then: () => State,
): State {
  let length = 0;
  const inside: State = (code) => {
    length += 1;
    if (code === null || length > maxLong) return nok(code);
    if (markdownLineEnding(code)) {
      effects.exit('mathTextData');
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      effects.enter('mathTextData');
      return inside;
    }
    effects.consume(code);
    return code === first ? closing : inside;
  };
  const closing: State = (code) => {
    if (code === second) {
      effects.consume(code);
      return then();
    }
    if (first === backslash && code !== null && !markdownLineEnding(code)) {
      effects.consume(code);
      return inside;
    }
    return inside(code);
  };
  return inside;
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

/** The syntax of formulas, for micromark. */
export const mathSyntax: Extension = {
  text: { [dollar]: dollarMath, [backslash]: bracketMath },
};

/** Makes `inlineMath` nodes of formulas; their hast is `code` with the class `language-math`. */
export const mathFromMarkdown: MdastExtension = {
  enter: {
    mathText(this: CompileContext, token: Token) {
      this.enter({ type: 'inlineMath', value: '' }, token);
    },
  },
  exit: {
    mathText(this: CompileContext, token: Token) {
      const source = this.sliceSerialize(token).replaceAll(/\n[ \t>]*/g, '\n');
      const display = source.startsWith('$$') || source.startsWith('\\[');
      const marks = source.startsWith('$') && !display ? 1 : 2;
      const node = this.stack.at(-1);
      if (node?.type === 'inlineMath') {
        node.value = source;
        node.data = {
          hName: 'code',
          hProperties: {
            className: ['language-math', display ? 'math-display' : 'math-inline'],
            title: source.slice(marks, -marks).trim(),
          },
          hChildren: [{ type: 'text', value: source }],
        };
      }
      this.exit(token);
    },
  },
};
