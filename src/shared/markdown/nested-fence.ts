/** A fence that is open, for the reading of fences within fences. */
interface OpenFence {
  readonly mark: string;
  readonly length: number;
  /** It holds Markdown, so that fences within it mean something. */
  readonly holdsMarkdown: boolean;
}

/** Fences within a fence of Markdown: the outer one first. */
export interface FenceNest {
  readonly open: readonly OpenFence[];
  /** How many fences have opened within. */
  readonly inner: number;
}

/** A fence of Markdown with more fences within is read as CommonMark has it. */
export const maxInnerFences = 64;

const fence = /^(`{3,}|~{3,})[ \t]*(.*)$/s;
const container = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;

const holdsMarkdown = (info: string): boolean => /^(?:markdown|md)(?:[\s{]|$)/i.test(info);

/** Returns the nest that a line opens which begins a fence of Markdown, or null. */
export function openNest(line: string): FenceNest | null {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*(.*)$/s.exec(line);
  const [, run = '', info = ''] = match ?? [];
  if (match === null || !holdsMarkdown(info) || (run.startsWith('`') && info.includes('`')))
    return null;
  return { open: [{ mark: run.charAt(0), length: run.length, holdsMarkdown: true }], inner: 0 };
}

/**
 * Reads a line inside a fence of Markdown. A fence with a language opens one more; the next bare fence
 * closes the last one opened. Only fences that could close the outer one count. Returns null when there
 * are too many.
 */
export function stepNest(nest: FenceNest, line: string): FenceNest | null {
  const bare = line.replace(container, '').trimStart();
  const match = fence.exec(bare);
  const [, run = '', info = ''] = match ?? [];
  const top = nest.open.at(-1);
  const outer = nest.open[0];
  if (match === null || top === undefined || outer === undefined) return nest;
  if (!run.startsWith(outer.mark) || run.length < outer.length) return nest;
  if (info.trim() === '') return closeOne(nest, top, run.length, line);
  if (!top.holdsMarkdown || (outer.mark === '`' && info.includes('`'))) return nest;
  if (nest.inner >= maxInnerFences) return null;
  const inner: OpenFence = {
    mark: outer.mark,
    length: run.length,
    holdsMarkdown: holdsMarkdown(info),
  };
  return { open: [...nest.open, inner], inner: nest.inner + 1 };
}

function closeOne(nest: FenceNest, top: OpenFence, length: number, line: string): FenceNest {
  if (length < top.length) return nest;
  // The outer fence ends as CommonMark has it; an inner one may stand in a list or quote.
  if (nest.open.length === 1 && !/^ {0,3}[`~]/.test(line)) return nest;
  return { ...nest, open: nest.open.slice(0, -1) };
}
