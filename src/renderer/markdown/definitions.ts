import type { Nodes } from 'mdast';
import type { Block, Split } from './block.ts';
import { maxSteps } from './budget/limits.ts';
import { isWithNotes } from './budget/patience.ts';
import { within } from './budget/work.ts';
import { parseMarkdown } from './parse.ts';
import { allPieces } from './pieces.ts';
import { blockGroups } from './splitter.ts';

/** The link definitions of a whole document, by normalised label, each as one line of Markdown. */
export type Definitions = ReadonlyMap<string, string>;

export const noDefinitions: Definitions = new Map();

/** What a finished document says about itself apart from its blocks. */
export interface Apart {
  readonly definitions: Definitions;
  /** Footnotes are numbered across the whole document. */
  readonly footnotes: boolean;
}

/** Reads the definitions out of a finished document. Only blocks that could hold one are parsed. */
export function readApart(split: Split): Apart {
  const definitions = new Map<string, string>();
  // Beyond the budget, links by a name that is defined further down stay as they were written.
  const footnotes = within(
    maxSteps,
    () => readInto(definitions, split),
    () => hasNotes(split),
  );
  // Without any, it must be the same object: blocks are rendered again when it changes.
  return { definitions: definitions.size === 0 ? noDefinitions : definitions, footnotes };
}

function hasNotes(split: Split): boolean {
  return textsOf(split).some(isWithNotes);
}

/** Collects the definitions, and returns whether there is a footnote. */
function readInto(definitions: Map<string, string>, split: Split): boolean {
  let footnotes = false;
  for (const text of textsOf(split)) {
    if (!text.includes(']:')) continue;
    const stack: Nodes[] = [parseMarkdown(text)];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.type === 'footnoteDefinition') footnotes = true;
      if (node.type === 'definition') {
        const key = normalise(node.identifier);
        if (!definitions.has(key))
          definitions.set(key, asLine(node.identifier, node.url, node.title));
      }
      if ('children' in node) stack.push(...node.children.toReversed());
    }
  }
  return footnotes;
}

/** The texts of all blocks in which a definition can stand. */
function textsOf(split: Split): string[] {
  return blockGroups(split).flat().flatMap(textsOfBlock);
}

function textsOfBlock(block: Block): string[] {
  switch (block.kind) {
    case 'flow':
      return [block.text];
    case 'list':
      return [...allPieces(block.pieces), block.rest];
    case 'quote':
      return textsOf(block.inner);
    case 'code':
    case 'paragraph':
    case 'table':
      return [];
  }
}

/** Labels are compared without regard to case and to how much white space there is. */
function normalise(label: string): string {
  return label
    .replaceAll(/[\t\n\r ]+/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase();
}

function asLine(identifier: string, url: string, title: string | null | undefined): string {
  const address = url.replaceAll(/[\\<>&]/g, String.raw`\$&`);
  const name =
    title === null || title === undefined
      ? ''
      : ` "${title.replaceAll(/[\\"&]/g, String.raw`\$&`)}"`;
  return `[${identifier}]: <${address}>${name}`;
}

/** The definitions that a text may refer to, as Markdown to be parsed before it; '' when none. */
export function definitionsFor(text: string, definitions: Definitions): string {
  if (definitions.size === 0 || !text.includes('[')) return '';
  const lines = new Set<string>();
  for (const match of text.matchAll(/\[((?:[^[\]\\]|\\[^])+)\]/g)) {
    const line = definitions.get(normalise((match[1] ?? '').replaceAll(/\n[ \t>]*/g, ' ')));
    if (line !== undefined) lines.add(line);
  }
  return lines.size === 0 ? '' : `${[...lines].join('\n')}\n\n`;
}
