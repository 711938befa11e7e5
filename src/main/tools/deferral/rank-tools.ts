import { scoresFor } from '../../web/passages.ts';

/** A tool as the search reads it. */
export interface Searchable {
  /** The name that models know it by. */
  readonly name: string;
  /** The tool's own name. */
  readonly ownName: string;
  readonly title: string;
  readonly description: string;
  readonly server: string;
  /** Names of its arguments. */
  readonly arguments: readonly string[];
}

/** The part of a description that is searched, in UTF-16 code units. */
const searchedDescription = 1000;
/** A query is cut here. */
const longestQuery = 1000;
/** How often a field counts. */
const weights = { name: 4, title: 2, server: 2 } as const;
/** The shortest word whose beginning finds longer words. */
const shortestBeginning = 3;

/** Separates the words in a name: `listOpen_issues` → `list open issues`. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .replaceAll(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    .replaceAll(/[_\-./:]+/gu, ' ');
}

/** Reduces English plurals, so that "issue" finds "issues". */
function singular(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/(?<=\w\w)ies\b/gu, 'y')
    .replaceAll(/(?<=\w\w[^s\W])s\b/gu, '');
}

function repeated(text: string, times: number): string {
  return Array.from({ length: times }, () => text).join(' ');
}

function textOf(tool: Searchable): string {
  const { ownName, title, server, description } = tool;
  const fields = [
    repeated(wordsOf(ownName), weights.name),
    repeated(wordsOf(title), weights.title),
    repeated(wordsOf(server), weights.server),
    wordsOf(description.slice(0, searchedDescription)),
    ...tool.arguments.map(wordsOf),
  ];
  return singular(fields.join('\n'));
}

/**
 * Adds the words that begin like those of the query which no tool has: "repo" also searches for
 * "repository".
 */
function widened(query: string, texts: readonly string[]): string {
  const split = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const known = new Set(texts.flatMap(split));
  const more = split(query).flatMap((word) => {
    if (known.has(word) || word.length < shortestBeginning) return [];
    return [...known].filter(
      (each) => each.startsWith(word) || (each.length > shortestBeginning && word.startsWith(each)),
    );
  });
  return [query, ...new Set(more)].join(' ');
}

/** Returns the tools that fit a query, best first (BM25 over their fields); none if no word fits. */
export function rankTools<T extends Searchable>(tools: readonly T[], query: string): readonly T[] {
  const asked = query.slice(0, longestQuery).trim();
  const texts = tools.map(textOf);
  const plain = singular(wordsOf(asked));
  const scores = scoresFor(
    texts.map((text) => ({ text })),
    widened(plain, texts),
  );
  const isNamed = ({ name, ownName }: Searchable): boolean =>
    [name, ownName].some((each) => each.toLowerCase() === asked.toLowerCase());
  return tools
    .map((tool, at) => ({ tool, score: isNamed(tool) ? Infinity : (scores[at] ?? 0) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.tool.name < b.tool.name ? -1 : 1))
    .map(({ tool }) => tool);
}
