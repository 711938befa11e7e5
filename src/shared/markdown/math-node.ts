import type { Literal } from 'mdast';
import type { CompileContext, Extension as MdastExtension } from 'mdast-util-from-markdown';
import type { Token } from 'micromark-util-types';
import { isDisplayEnvironment } from './environments.ts';

/** A TeX formula with its delimiters. */
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

/** The TeX to set: an environment is kept whole; anything else loses its delimiters. */
export function texOf(source: string): { readonly tex: string; readonly display: boolean } {
  const environment = /^\\begin\{([A-Za-z]+\*?)\}/.exec(source)?.[1];
  if (environment !== undefined)
    return { tex: source, display: isDisplayEnvironment(environment) || source.includes('\n') };
  const display = source.startsWith('$$') || source.startsWith('\\[');
  const marks = source.startsWith('$') && !display ? 1 : 2;
  return { tex: source.slice(marks, -marks).trim(), display };
}

/** Makes the node of a formula. Its hast is `code` with the class `language-math`. */
export function mathNode(source: string): InlineMath {
  const { tex, display } = texOf(source);
  return {
    type: 'inlineMath',
    value: source,
    data: {
      hName: 'code',
      hProperties: {
        className: ['language-math', display ? 'math-display' : 'math-inline'],
        title: tex,
      },
      hChildren: [{ type: 'text', value: source }],
    },
  };
}

/** Turns the formulas of a paragraph into `inlineMath` nodes. */
export const mathFromMarkdown: MdastExtension = {
  exit: {
    mathText(this: CompileContext, token: Token) {
      const source = this.sliceSerialize(token).replaceAll(/\r\n?|\n/g, '\n');
      this.enter(mathNode(source.replaceAll(/\n[ \t>]*/g, '\n')), token);
      this.exit(token);
    },
  },
};
