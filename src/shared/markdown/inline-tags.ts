import type { Html, Parent, PhrasingContent, Root } from 'mdast';
import { visitParents } from './visit.ts';

/** Supported inline tags; they take no attributes. */
const names = new Set('b i u s em strong del ins mark small sub sup kbd'.split(' '));

/** The content between a pair of supported tags. */
interface InlineTag extends Parent {
  type: 'inlineTag';
  children: PhrasingContent[];
}

declare module 'mdast' {
  interface PhrasingContentMap {
    inlineTag: InlineTag;
  }
  interface RootContentMap {
    inlineTag: InlineTag;
  }
}

/** Deepest nesting of tags. Tags beyond it are text. */
const maxTags = 16;

/** Reads a supported opening or closing tag; null for anything else. */
export function readTag(
  source: string,
): { readonly name: string; readonly closes: boolean } | null {
  const match = /^<(\/?)([a-z]{1,6})[ \t]*>$/i.exec(source);
  const name = match?.[2]?.toLowerCase() ?? '';
  return names.has(name) ? { name, closes: match?.[1] === '/' } : null;
}

/** True for `<br>`, a line break. */
export function isLineBreak(source: string): boolean {
  return /^<br\s*\/?>$/i.test(source);
}

/** Turns each opening tag and its closing tag in the same parent into an element. */
export function pairTags(tree: Root): void {
  visitParents(tree, (parent) => {
    if (!flowParents.has(parent.type) && parent.children.some(({ type }) => type === 'html'))
      parent.children = paired(parent.children as PhrasingContent[]);
  });
}

const flowParents = new Set(['root', 'blockquote', 'listItem', 'list', 'footnoteDefinition']);

interface OpenTag {
  readonly name: string;
  readonly at: number;
}

function paired(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const out: PhrasingContent[] = [];
  const open: OpenTag[] = [];
  const skipped = new Map<string, number>();
  for (const node of nodes) {
    const tag = node.type === 'html' ? readTag(node.value) : null;
    if (tag !== null && !tag.closes) {
      if (open.length < maxTags) open.push({ name: tag.name, at: out.length });
      else skipped.set(tag.name, (skipped.get(tag.name) ?? 0) + 1);
    } else if (tag !== null && node.type === 'html' && close(tag.name, node, out, open, skipped)) {
      continue;
    }
    out.push(node);
  }
  return out;
}

/** Closes the last open tag of that name, if any. Unclosed tags inside it stay text. */
function close(
  name: string,
  end: Html,
  out: PhrasingContent[],
  open: OpenTag[],
  skipped: Map<string, number>,
): boolean {
  const left = skipped.get(name) ?? 0;
  if (left > 0) {
    skipped.set(name, left - 1);
    return false;
  }
  const index = open.findLastIndex((tag) => tag.name === name);
  const tag = open[index];
  if (tag === undefined) return false;
  open.length = index;
  const [start, ...children] = out.splice(tag.at);
  const from = start?.position?.start;
  const to = end.position?.end;
  out.push({
    type: 'inlineTag',
    children,
    data: { hName: name },
    ...(from === undefined || to === undefined ? {} : { position: { start: from, end: to } }),
  });
  return true;
}
