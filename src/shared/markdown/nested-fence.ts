/** An open fence, while reading nested fences. */
interface OpenFence {
  readonly mark: string;
  readonly length: number;
  /** True if it contains Markdown, so that fences inside it count. */
  readonly holdsMarkdown: boolean;
}

/** The fences open inside a Markdown fence, outermost first. */
export interface FenceNest {
  readonly open: readonly OpenFence[];
  /** Number of fences opened inside. */
  readonly inner: number;
}

/** A Markdown fence with more inner fences than this is read by the CommonMark rules. */
export const maxInnerFences = 64;

const fence = /^(`{3,}|~{3,})[ \t]*(.*)$/s;
const container = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;

const holdsMarkdown = (info: string): boolean => /^(?:markdown|md)(?:[\s{]|$)/i.test(info);

/** Returns the nest for a line that opens a Markdown fence, or null. */
export function openNest(line: string): FenceNest | null {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*(.*)$/s.exec(line);
  const [, run = '', info = ''] = match ?? [];
  if (match === null || !holdsMarkdown(info) || (run.startsWith('`') && info.includes('`')))
    return null;
  return { open: [{ mark: run.charAt(0), length: run.length, holdsMarkdown: true }], inner: 0 };
}

/**
 * Reads a line inside a Markdown fence. A fence with a language opens another level; the next bare
 * fence closes the innermost one. Only fences that could close the outer one count. Returns null if
 * there are too many.
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
  // CommonMark rules decide the end of the outer fence; an inner one may be in a list or quote.
  if (nest.open.length === 1 && !/^ {0,3}[`~]/.test(line)) return nest;
  return { ...nest, open: nest.open.slice(0, -1) };
}
