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

/** The definitions that a text references, as Markdown to parse before it; '' if none. */
export function usePrefix(text: string): string {
  return definitionsFor(text, useContext(DefinitionsContext));
}

/** The hast of a text, with the definitions it references. */
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
