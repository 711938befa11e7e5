import type { Block, Split } from './block.ts';
import { openBlock } from './split-state.ts';
import { stepLine } from './step.ts';

export { emptySplit } from './split-state.ts';
export { finish } from './step.ts';

/** Returns the document with text appended. Only the new text and the open block are read. */
export function feed(split: Split, text: string): Split {
  if (text === '') return split;
  let fresh = text;
  if (!split.started && fresh.startsWith('\uFEFF')) fresh = fresh.slice(1);
  if (split.afterReturn && fresh.startsWith('\n')) fresh = fresh.slice(1);
  const base = { ...split, started: true, afterReturn: text.endsWith('\r') };
  const lines = fresh.replaceAll('\0', '\uFFFD').split(/\r\n?|\n/);
  const partial = lines.pop() ?? '';
  const [first, ...others] = lines;
  if (first === undefined) return { ...base, partial: split.partial + partial };
  let state: Split = { ...base, partial: '' };
  state = stepLine(state, split.partial + first);
  for (const line of others) state = stepLine(state, line);
  return { ...state, partial };
}

/** The blocks in groups. The open block is the last one of the last group. */
export function blockGroups(split: Split): readonly (readonly Block[])[] {
  const open = openBlock(split.open);
  if (open === null) return split.groups;
  const last = split.groups.at(-1) ?? [];
  return [...split.groups.slice(0, -1), [...last, open]];
}
