import type { Part } from '../../../../shared/model/conversation.ts';

type Citation = Extract<Part, { kind: 'citation' }>;

/** The sources of an answer under numbers that are unique in it. */
export interface NumberedSources {
  readonly sources: readonly Citation[];
  /** Returns the source that a number in the text of a part means; null if there is none. */
  readonly sourceIn: (index: number, number: number) => Citation | null;
}

/**
 * Numbers the sources of an answer. Servers count from 1 in each exchange, and an answer with tool
 * calls has several: a number that is taken becomes the next free one, for the chip and in the text
 * of that exchange. A page that is cited again keeps its number. Null if there are no sources.
 */
export function numberSources(parts: readonly Part[]): NumberedSources | null {
  const sources: Citation[] = [];
  const exchanges: Map<number, Citation>[] = [new Map()];
  const exchangeOf: number[] = [];
  let hasResults = false;
  /** How many sources earlier exchanges have. */
  let earlier = 0;
  for (const part of parts) {
    if (part.kind === 'tool_result') hasResults = true;
    else if (hasResults) {
      exchanges.push(new Map());
      hasResults = false;
      earlier = sources.length;
    }
    exchangeOf.push(exchanges.length - 1);
    if (part.kind !== 'citation') continue;
    const known = sources.slice(0, earlier).find(({ url }) => url === part.url);
    const isTaken = sources.some(({ number }) => number === part.number);
    const free = Math.max(...sources.map(({ number }) => number)) + 1;
    const source = known ?? (isTaken ? { ...part, number: free } : part);
    if (known === undefined) sources.push(source);
    const own = exchanges.at(-1);
    if (own?.has(part.number) === false) own.set(part.number, source);
  }
  if (sources.length === 0) return null;
  return {
    sources,
    sourceIn(index, number) {
      const own = exchanges[exchangeOf[index] ?? exchanges.length - 1]?.get(number);
      return own ?? sources.find((each) => each.number === number) ?? null;
    },
  };
}
