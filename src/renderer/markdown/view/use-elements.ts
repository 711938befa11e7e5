import type { RootContent } from 'hast';
import { kept } from '../../language/kept.ts';
import { useLanguage } from '../../language/language-context.ts';
import { useContext, useMemo } from 'react';
import { definitionsFor, definitionsWithin, leftoversAfter } from '../parse/definitions.ts';
import { parseMarkdown, toElements } from '../parse/parse.ts';
import { readSimpleHeading } from '../parse/simple-blocks.ts';
import { SurroundingsContext } from './surroundings.ts';

/** The definitions that a text references, as Markdown to parse before it; '' if none. */
export function usePrefix(text: string): string {
  return definitionsFor(text, useContext(SurroundingsContext).definitions);
}

/** Reads a text, with the definitions it references. */
function elementsOf(
  text: string,
  prefix: string,
  own: ReturnType<typeof definitionsWithin>,
): readonly RootContent[] {
  const simple = prefix === '' ? readSimpleHeading(text) : null;
  if (simple !== null) return [simple];
  const source = prefix + text;
  const leftovers = leftoversAfter(prefix.length, own);
  return toElements(parseMarkdown(source), '', { source, leftovers });
}

/** The hast of a text, with the definitions it references. */
export function useElements(text: string): readonly RootContent[] {
  const { definitions } = useContext(SurroundingsContext);
  const prefix = definitionsFor(text, definitions);
  const own = definitionsWithin(text, definitions);
  return useMemo(() => elementsOf(text, prefix, own), [text, prefix, own]);
}

/**
 * What `render` makes of the hast of a text. The hast itself is not kept: it would take as much
 * memory as what is rendered, for as long as the text is on the page. Without `render` the text is
 * not read.
 */
export function useRendered<T>(
  text: string,
  render: ((nodes: readonly RootContent[]) => T) | null,
): T | null {
  const { definitions } = useContext(SurroundingsContext);
  const prefix = definitionsFor(text, definitions);
  const own = definitionsWithin(text, definitions);
  const language = useLanguage();
  const content = useMemo(
    () => kept(() => render?.(elementsOf(text, prefix, own)) ?? null),
    [text, prefix, own, render],
  );
  return content(language);
}
