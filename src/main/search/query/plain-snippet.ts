import type { Range } from '../../../shared/search/match.ts';
import type { Snippet } from './snippet.ts';

/**
 * Markdown marks that only distract in a two-line result: headings, quotes and bullets at the start
 * of a line, emphasis around words, code marks, link targets. Anything that may be part of the code
 * searched for (a glob, a call) stays.
 */
const markup = new RegExp(
  [
    String.raw`^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+`,
    '`+',
    String.raw`(?<!\S)(?:\*{2,3}|~~)(?=\S)`,
    String.raw`(?<=[^\s/])(?:\*{2,3}|~~)(?=[\s.,;:!?)…]|$)`,
    String.raw`!?\[(?=[^\][\n]{1,300}\]\((?:https?:|mailto:|#))`,
    String.raw`\]\((?:https?:|mailto:|#)[^()\s]{0,500}\)`,
  ].join('|'),
  'gmu',
);

/** A table line; its pipes and rules are removed. */
const tableLine = /^[ \t]*\|.*$/gmu;
const pipes = /(?:(?<![ \t])[ \t]+)?\|(?:[ \t:|-]*(?:\||$))?[ \t]*/gu;

/** Runs of white space, which are shown as one space. */
const spaces = /[\s\u2028\u2029]+/gu;
const space = /[\s\u2028\u2029]/gu;

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function cutsOf(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  const add = (start: number, length: number, by: string): void => {
    cuts.push({ start, end: start + length, by });
  };
  for (const { index, 0: found } of text.matchAll(markup)) add(index, found.length, '');
  for (const line of text.matchAll(tableLine)) {
    for (const { index, 0: found } of line[0].matchAll(pipes)) {
      add(line.index + index, found.length, ' ');
    }
  }
  return cuts.sort((a, b) => a.start - b.start);
}

/** Makes the cuts and moves the marks accordingly. Matches are never cut. */
function apply({ snippet, marks }: Snippet, cuts: readonly Cut[]): Snippet {
  let text = '';
  let from = 0;
  /** By how much the text after each position has moved. */
  const moves: { readonly at: number; readonly by: number }[] = [];
  for (const { start, end, by } of cuts) {
    if (start < from || marks.some(([first, last]) => first < end && start < last)) continue;
    text += snippet.slice(from, start) + by;
    from = end;
    moves.push({ at: end, by: text.length - end });
  }
  text += snippet.slice(from);
  const moved = (place: number): number =>
    place + (moves.findLast(({ at }) => at <= place)?.by ?? 0);
  return {
    snippet: text,
    marks: marks.map(([start, end]): Range => [moved(start), moved(end)]),
  };
}

/** Removes Markdown marks and puts the rest on one line. */
export function plainSnippet(snippet: Snippet): Snippet {
  const words = apply(snippet, cutsOf(snippet.snippet));
  const runs = [...words.snippet.matchAll(spaces)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
    by: index === 0 || index + length === words.snippet.length ? '' : ' ',
  }));
  const { snippet: text, marks } = apply(words, runs);
  // A match may span a line break. Every space is one unit, so offsets stay valid.
  return { snippet: text.replace(space, ' '), marks };
}
