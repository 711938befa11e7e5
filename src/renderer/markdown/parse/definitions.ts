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
import { stepsSpent, within } from '../budget/work.ts';
import { isWithNotes } from './notes.ts';
import { parseMarkdown } from './parse.ts';
import { allPieces } from '../split/pieces.ts';
import { blockGroups } from '../split/splitter.ts';

/** The link definitions of a whole document. */
export interface Definitions {
  /** By label, each as one line of Markdown. */
  readonly lines: ReadonlyMap<string, string>;
  /** The labels used by a reference. */
  readonly used: ReadonlySet<string>;
}

export const noDefinitions: Definitions = { lines: new Map(), used: new Set() };

/** Document-wide facts about a finished document. */
export interface Apart {
  readonly definitions: Definitions;
  /** True if there are footnotes, which are numbered across the whole document. */
  readonly footnotes: boolean;
}

/** Collects the document-wide facts of a finished document, one text at a time. */
export interface ApartJob {
  readonly isDone: () => boolean;
  /** Reads the next text. */
  readonly step: () => void;
  /** The result, once done. */
  readonly result: () => Apart;
}

/** Reads the definitions of a finished document. Only blocks that may contain one are parsed. */
export function createApartJob(split: Split): ApartJob {
  const reading = readTexts(split);
  let left = maxApartSteps;
  let result: Apart | null = null;
  const goOn = (): void => {
    const { done, value } = reading.next();
    if (done === true) result = value;
  };
  // Beyond the budget, reference links whose definition comes later stay as source.
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

/** Collects the definitions and the labels in use, and detects footnotes. */
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
  // If there are none, returns the same object, because blocks re-render when it changes.
  if (lines.size === 0) return { definitions: noDefinitions, footnotes };
  const used = new Set<string>();
  for (const text of textsOf(split, referringTexts)) {
    // Only texts that use a label are parsed; they re-render anyway.
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

/** The texts of a block that may contain a definition. */
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

/** The texts of a block that may contain a reference. */
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

/**
 * The definitions of a text that are shown, if this many characters of other definitions precede
 * it.
 */
export function leftoversAfter(prefixLength: number, definitions: Definitions): Leftovers {
  if (definitions.lines.size === 0) return noLeftovers;
  return {
    notes: noLeftovers.notes,
    isUnused: (definition) =>
      (definition.position?.start.offset ?? 0) >= prefixLength &&
      isUnusedDefinition(definition, definitions.lines, definitions.used),
  };
}

/**
 * The document's definitions if this text may reference one of them; otherwise none, however many
 * there are.
 */
export function definitionsWithin(text: string, definitions: Definitions): Definitions {
  return text.includes(']:') ? definitions : noDefinitions;
}

/** The definitions that a text may reference, as Markdown to parse before it; '' if none. */
export function definitionsFor(text: string, { lines: known }: Definitions): string {
  if (known.size === 0 || !text.includes('[')) return '';
  const lines = new Set<string>();
  for (const match of text.matchAll(/\[((?:[^[\]\\]|\\[^]){1,999})\]/g)) {
    const line = known.get(normaliseLabel((match[1] ?? '').replaceAll(/\n[ \t>]*/g, ' ')));
    if (line !== undefined) lines.add(line);
  }
  return lines.size === 0 ? '' : `${[...lines].join('\n')}\n\n`;
}
