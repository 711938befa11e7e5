import type { Parent } from 'mdast';
import type { CompileContext, Extension as MdastExtension } from 'mdast-util-from-markdown';
import { markdownLineEnding } from 'micromark-util-character';
import type { Construct, Extension, State, Token, TokenizeContext } from 'micromark-util-types';
import { formulaParts } from './formula-lines.ts';
import { mathNode } from './math-node.ts';
import type { InlineMath } from './math-node.ts';
import type { SourceLines } from './source-lines.ts';

/** A block formula, with the punctuation after it. */
interface MathBlock extends Parent {
  type: 'mathBlock';
  children: (InlineMath | { type: 'text'; value: string })[];
}

/** A line of `<details>` and `<summary>` tags. */
export interface FoldTag {
  type: 'foldTag';
  value: string;
  position?: undefined;
}

declare module 'mdast' {
  interface RootContentMap {
    mathBlock: MathBlock;
    foldTag: FoldTag;
  }
  interface BlockContentMap {
    mathBlock: MathBlock;
    foldTag: FoldTag;
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    lineBlock: 'lineBlock';
    lineBlockLine: 'lineBlockLine';
    foldTag: 'foldTag';
  }
}

/** The column at which the container's content starts on the current line. */
function contentColumn(context: TokenizeContext): number {
  const before = context.events.at(-1)?.[1];
  return before?.type === 'linePrefix' ? before.start.column : context.now().column;
}

/** True if the next line still belongs to the container. */
const nextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return (after) => (this.parser.lazy[this.now().line] === true ? nok(after) : ok(after));
    };
  },
};

/** Multi-line formulas and nested fences: blocks whose last line is known at the first. */
function lineBlock(lines: SourceLines): Construct {
  return {
    name: 'lineBlock',
    concrete: true,
    tokenize(effects, ok, nok) {
      let last = 0;
      const start: State = (code) => {
        const { line, column } = this.now();
        const block = lines.blockAt(line, contentColumn(this), column);
        if (block === null) return nok(code);
        if (this.interrupt === true) return ok(code);
        last = block.last;
        effects.enter('lineBlock');
        return lineStart(code);
      };
      const lineStart: State = (code) => {
        if (code === null || markdownLineEnding(code)) return lineEnd(code);
        effects.enter('lineBlockLine');
        return inLine(code);
      };
      const inLine: State = (code) => {
        if (code === null || markdownLineEnding(code)) {
          effects.exit('lineBlockLine');
          return lineEnd(code);
        }
        effects.consume(code);
        return inLine;
      };
      const lineEnd: State = (code) =>
        code === null || this.now().line >= last
          ? done(code)
          : effects.check(nextLine, goOn, done)(code);
      const goOn: State = (code) => {
        effects.enter('lineEnding');
        effects.consume(code);
        effects.exit('lineEnding');
        return lineStart;
      };
      const done: State = (code) => {
        effects.exit('lineBlock');
        return ok(code);
      };
      return start;
    },
  };
}

function foldTag(lines: SourceLines): Construct {
  return {
    name: 'foldTag',
    tokenize(effects, ok, nok) {
      const start: State = (code) => {
        if (!lines.isFoldAt(this.now().line, contentColumn(this))) return nok(code);
        effects.enter('foldTag');
        return inLine(code);
      };
      const inLine: State = (code) => {
        if (code === null || markdownLineEnding(code)) {
          effects.exit('foldTag');
          return ok(code);
        }
        effects.consume(code);
        return inLine;
      };
      return start;
    },
  };
}

/** The micromark syntax of blocks of whole lines. */
export function lineBlockSyntax(lines: SourceLines): Extension {
  const block = lineBlock(lines);
  return {
    flow: { 36: block, 60: foldTag(lines), 92: block, 96: block, 126: block },
  };
}

/** Turns such blocks into nodes: `mathBlock`, `code` and `foldTag`. */
export function lineBlockFromMarkdown(lines: SourceLines): MdastExtension {
  return {
    exit: {
      lineBlock(this: CompileContext, token: Token) {
        const source = this.sliceSerialize(token);
        const { line, column } = token.start;
        const block = kindAt(lines, line, column);
        if (block.kind === 'fence') this.enter(codeNode(source, block.indent), token);
        else this.enter(formulaNode(source), token);
        this.exit(token);
      },
      foldTag(this: CompileContext, token: Token) {
        this.enter({ type: 'foldTag', value: this.sliceSerialize(token) }, token);
        this.exit(token);
      },
    },
  };
}

/** The block found here. The indent, up to three columns, is not known at this point. */
function kindAt(
  lines: SourceLines,
  line: number,
  column: number,
): { readonly kind: 'formula' | 'fence'; readonly indent: number } {
  for (let indent = 0; indent <= 3 && indent < column; indent += 1) {
    const block = lines.blockAt(line, column - indent, column);
    if (block !== null) return block;
  }
  return { kind: 'formula', indent: 0 };
}

function formulaNode(source: string): MathBlock {
  const { formula, after } = formulaParts(source);
  const marks = after === '' ? [] : [{ type: 'text' as const, value: after }];
  return { type: 'mathBlock', children: [mathNode(formula), ...marks], data: { hName: 'p' } };
}

/** A line without trailing spaces and tabs. */
function withoutSpaces(line: string): string {
  return line.replace(/(?<![ \t])[ \t]+$/, '');
}

function codeNode(
  source: string,
  indent: number,
): { type: 'code'; lang: string; meta: string | null; value: string } {
  const [head = '', ...lines] = source.split(/\r\n?|\n/);
  const [, lang = '', meta = ''] = /^[`~]+[ \t]*(\S*)[ \t]*(.*)$/s.exec(withoutSpaces(head)) ?? [];
  const strip = new RegExp(`^ {0,${indent}}`);
  const value = lines
    .slice(0, -1)
    .map((line) => line.replace(strip, ''))
    .join('\n');
  return { type: 'code', lang, meta: meta === '' ? null : meta, value };
}
