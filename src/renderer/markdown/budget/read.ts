import type { Nodes, Root, Text } from 'mdast';
import { maxSteps, maxUnit, readingSteps } from './limits.ts';
import { count, spend, within } from './work.ts';

/** Why a text is shown as source: it is long, or its marks would take too long to interpret. */
export type Reason = 'long' | 'marks';

/** Marks text nodes that hold a whole text as source, with the reason. */
const reasons = new WeakMap<Nodes, Reason>();

/** A text as one paragraph without marks. */
function unread(text: string, reason: Reason): Root {
  const position = {
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: text.length + 1, offset: text.length },
  };
  const value: Text = { type: 'text', value: text, position };
  reasons.set(value, reason);
  const data = { hName: 'as-text', hProperties: { reason } };
  return { type: 'root', children: [{ type: 'paragraph', data, children: [value], position }] };
}

/**
 * Why these block or inline nodes are the source rather than the library's result; null if they are
 * its result.
 */
export function unreadReason([first]: readonly Nodes[]): Reason | null {
  if (first === undefined) return null;
  return reasons.get(first.type === 'paragraph' ? (first.children[0] ?? first) : first) ?? null;
}

/** Steps per character, per line, per container of a line, and per cell. */
const characterSteps = 2;
const lineSteps = 15;
const containerSteps = 2;
const cellSteps = 20;

/** Steps per container that a line starts, and per footnote definition. */
const beginningSteps = 40;
const noteSteps = 150;
/**
 * Cost of each link definition beyond its characters. It reduces what else fits in a frame, but
 * never refuses text.
 */
const definitionSteps = 100;
/** Cost of nested containers. Each of them walks through its content once. */
const nestedSteps = 0.06;

const marker = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))|[ \t]{2}/y;
const definition = /^ {0,3}\[[^\]\n]{1,999}\]:/gm;
const note = /[ ]{0,3}\[\^[^\]\n]{1,999}\]:/y;
const maxContainers = 64;

/** The cost of a text without its marks. Each line passes through all open containers. */
export function plainSteps(text: string): number {
  let deepest = 0;
  let lines = 0;
  let beginnings = 0;
  let nested = 0;
  let notes = 0;
  for (let at = 0; at < text.length;) {
    marker.lastIndex = at;
    let depth = 0;
    let begun = 0;
    while (depth < maxContainers && marker.test(text)) {
      depth += 1;
      if (!isSpace(text.charCodeAt(marker.lastIndex - 1))) begun += 1;
    }
    deepest = Math.max(deepest, depth);
    beginnings += begun;
    nested += Math.max(0, begun - 1);
    note.lastIndex = at;
    if (note.test(text)) notes += 1;
    lines += 1;
    const end = text.indexOf('\n', at);
    at = end === -1 ? text.length : end + 1;
  }
  let cells = 0;
  for (let at = text.indexOf('|'); at !== -1; at = text.indexOf('|', at + 1)) cells += 1;
  return (
    text.length * characterSteps +
    lines * (lineSteps + deepest * containerSteps) +
    cells * cellSteps +
    beginnings * beginningSteps +
    notes * noteSteps +
    Math.round(nested ** 2 * nestedSteps)
  );
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

let refused = '';

/** Upper bound for the length of text that closes the marks of a growing text. */
const closersLength = 64;

/**
 * Parses a text within the budget, or returns it as one paragraph of plain text. Text that grew
 * from a rejected one is rejected at once.
 */
export function readWithin(text: string, read: (text: string) => Root): Root {
  count(readingSteps);
  if (text.length > maxUnit) return unread(text, 'long');
  if (refused !== '' && text.startsWith(refused)) return unread(text, 'marks');
  return within(
    maxSteps,
    () => {
      spend(plainSteps(text));
      count((text.match(definition)?.length ?? 0) * definitionSteps);
      return read(text);
    },
    () => {
      refused = text.slice(0, -closersLength);
      return unread(text, 'marks');
    },
  );
}
