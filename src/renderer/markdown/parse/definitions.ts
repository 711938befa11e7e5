import {
  definitionsOf,
  isUnusedDefinition,
  normaliseLabel,
  usedLabels,
} from '../../../shared/markdown/leftovers.ts';
import { noLeftovers } from '../../../shared/markdown/arrange.ts';
import type { Leftovers } from '../../../shared/markdown/arrange.ts';
import type { Nodes } from 'mdast';
import type { Block, Split } from '../split/block.ts';
import { maxApartSteps } from '../budget/limits.ts';
import { isWithNotes } from '../budget/patience.ts';
import { stepsSpent, within } from '../budget/work.ts';
import { parseMarkdown } from './parse.ts';
import { allPieces } from '../split/pieces.ts';
import { blockGroups } from '../split/splitter.ts';

/** The link definitions of a whole document. */
export interface Definitions {
  /** By label, each as one line of Markdown. */
  readonly lines: ReadonlyMap<string, string>;
  /** The labels that a reference names. */
  readonly used: ReadonlySet<string>;
}

export const noDefinitions: Definitions = { lines: new Map(), used: new Set() };

/** What a finished document says about itself apart from its blocks. */
export interface Apart {
  readonly definitions: Definitions;
  /** Footnotes are numbered across the whole document. */
  readonly footnotes: boolean;
}

/** The reading of what a finished document says apart from its blocks, text by text. */
export interface ApartJob {
  readonly isDone: () => boolean;
  /** Reads one more text. */
  readonly step: () => void;
  /** What is known when it is done. */
  readonly result: () => Apart;
}

/** Reads the definitions out of a finished document. Only blocks that could hold one are parsed. */
export function createApartJob(split: Split): ApartJob {
  const reading = readTexts(split);
  let left = maxApartSteps;
  let result: Apart | null = null;
  const goOn = (): void => {
    const { done, value } = reading.next();
    if (done === true) result = value;
  };
  // Beyond the budget, links by a name that is defined further down stay as they were written.
  const giveUp = (): void => {
    const footnotes = textsOf(split, definingTexts).some(isWithNotes);
    result = { definitions: noDefinitions, footnotes };
  };
  return {
    isDone: () => result !== null,
    step() {
      const began = stepsSpent();
      if (left > 0) within(left, goOn, giveUp);
      else giveUp();
      left -= stepsSpent() - began;
    },
    result: () => result ?? { definitions: noDefinitions, footnotes: false },
  };
}

/** Collects the definitions and which of them are used, and tells whether there is a footnote. */
function* readTexts(split: Split): Generator<undefined, Apart> {
  const lines = new Map<string, string>();
  let footnotes = false;
  for (const text of textsOf(split, definingTexts)) {
    if (!text.includes(']:')) continue;
    const tree = parseMarkdown(text);
    footnotes ||= hasNote(tree);
    for (const [label, line] of definitionsOf(tree)) {
      if (!lines.has(label)) lines.set(label, line);
    }
    yield;
  }
  // Without any, it must be the same object: blocks are rendered again when it changes.
  if (lines.size === 0) return { definitions: noDefinitions, footnotes };
  const used = new Set<string>();
  for (const text of textsOf(split, referringTexts)) {
    // Only texts that name a label are parsed; they are rendered again anyway.
    const prefix = definitionsFor(text, { lines, used });
    if (prefix === '') continue;
    for (const label of usedLabels(parseMarkdown(prefix + text))) used.add(label);
    yield;
  }
  return { definitions: { lines, used }, footnotes };
}

function hasNote(tree: Nodes): boolean {
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'footnoteDefinition') return true;
    if ('children' in node) stack.push(...node.children);
  }
  return false;
}

function textsOf(split: Split, of: (block: Block) => string[]): string[] {
  return blockGroups(split).flat().flatMap(of);
}

/** The texts of a block in which a definition can stand. */
function definingTexts(block: Block): string[] {
  switch (block.kind) {
    case 'flow':
      return [block.text];
    case 'list':
      return [...allPieces(block.pieces), block.rest];
    case 'quote':
    case 'fold':
      return textsOf(block.inner, definingTexts);
    case 'code':
    case 'formula':
    case 'paragraph':
    case 'table':
      return [];
  }
}

/** The texts of a block in which a reference can stand. */
function referringTexts(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return block.sealed === true ? [] : [block.text];
    case 'table':
      return [block.head + allPieces(block.pieces).join('')];
    case 'flow':
    case 'list':
      return definingTexts(block);
    case 'quote':
    case 'fold':
      return textsOf(block.inner, referringTexts);
    case 'code':
    case 'formula':
      return [];
  }
}

/** Which definitions of a text are shown, when so many characters of others stand before it. */
export function leftoversAfter(prefixLength: number, definitions: Definitions): Leftovers {
  if (definitions.lines.size === 0) return noLeftovers;
  return {
    notes: noLeftovers.notes,
    isUnused: (definition) =>
      (definition.position?.start.offset ?? 0) >= prefixLength &&
      isUnusedDefinition(definition, definitions.lines, definitions.used),
  };
}

/** The definitions of the document where one of them may stand in this text; else none, however many there are. */
export function definitionsWithin(text: string, definitions: Definitions): Definitions {
  return text.includes(']:') ? definitions : noDefinitions;
}

/** The definitions that a text may refer to, as Markdown to be parsed before it; '' when none. */
export function definitionsFor(text: string, { lines: known }: Definitions): string {
  if (known.size === 0 || !text.includes('[')) return '';
  const lines = new Set<string>();
  for (const match of text.matchAll(/\[((?:[^[\]\\]|\\[^]){1,999})\]/g)) {
    const line = known.get(normaliseLabel((match[1] ?? '').replaceAll(/\n[ \t>]*/g, ' ')));
    if (line !== undefined) lines.add(line);
  }
  return lines.size === 0 ? '' : `${[...lines].join('\n')}\n\n`;
}
