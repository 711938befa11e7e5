import type { Literal } from 'mdast';
import type { CompileContext, Extension as MdastExtension } from 'mdast-util-from-markdown';
import type { Token } from 'micromark-util-types';
import { isDisplayEnvironment } from './environments.ts';

/** A formula in TeX, with its marks. */
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

/** What is set of a formula: an environment whole, everything else without its marks. */
export function texOf(source: string): { readonly tex: string; readonly display: boolean } {
  const environment = /^\\begin\{([A-Za-z]+\*?)\}/.exec(source)?.[1];
  if (environment !== undefined)
    return { tex: source, display: isDisplayEnvironment(environment) || source.includes('\n') };
  const display = source.startsWith('$$') || source.startsWith('\\[');
  const marks = source.startsWith('$') && !display ? 1 : 2;
  return { tex: source.slice(marks, -marks).trim(), display };
}

/** The node of a formula; its hast is `code` with the class `language-math`. */
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

/** Makes `inlineMath` nodes of the formulas in a paragraph. */
export const mathFromMarkdown: MdastExtension = {
  exit: {
    mathText(this: CompileContext, token: Token) {
      const source = this.sliceSerialize(token).replaceAll(/\r\n?|\n/g, '\n');
      this.enter(mathNode(source.replaceAll(/\n[ \t>]*/g, '\n')), token);
      this.exit(token);
    },
  },
};
