import type { RootContent } from 'hast';
import { createContext, useContext, useMemo } from 'react';
import {
  definitionsFor,
  definitionsWithin,
  leftoversAfter,
  noDefinitions,
} from '../parse/definitions.ts';
import type { Definitions } from '../parse/definitions.ts';
import { parseMarkdown, toElements } from '../parse/parse.ts';

/** The definitions of the finished document around a block. */
export const DefinitionsContext = createContext<Definitions>(noDefinitions);

/** The definitions that a text refers to, as Markdown to be parsed before it; '' when none. */
export function usePrefix(text: string): string {
  return definitionsFor(text, useContext(DefinitionsContext));
}

/** The hast of a text, with the definitions it refers to. */
export function useElements(text: string): readonly RootContent[] {
  const definitions = useContext(DefinitionsContext);
  const prefix = definitionsFor(text, definitions);
  const own = definitionsWithin(text, definitions);
  return useMemo(() => {
    const source = prefix + text;
    const leftovers = leftoversAfter(prefix.length, own);
    return toElements(parseMarkdown(source), '', { source, leftovers });
  }, [text, prefix, own]);
}
