import type { RootContent } from 'hast';
import { createContext, useContext, useMemo } from 'react';
import { definitionsFor, noDefinitions } from './definitions.ts';
import type { Definitions } from './definitions.ts';
import { parseMarkdown, toElements } from './parse.ts';

/** The definitions of the finished document around a block. */
export const DefinitionsContext = createContext<Definitions>(noDefinitions);

/** The definitions that a text refers to, as Markdown to be parsed before it; '' when none. */
export function usePrefix(text: string): string {
  return definitionsFor(text, useContext(DefinitionsContext));
}

/** The hast of a text, with the definitions it refers to. */
export function useElements(text: string): readonly RootContent[] {
  const prefix = usePrefix(text);
  return useMemo(() => toElements(parseMarkdown(prefix + text), ''), [text, prefix]);
}
