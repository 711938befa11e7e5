import type { Element, ElementContent, Root } from 'hast';
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize';
import type { Html, Image, ImageReference, Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toHast, type State } from 'mdast-util-to-hast';
import { gfm } from 'micromark-extension-gfm';

/** Longer texts are shown as they were written; UTF-16 code units. */
const longestText = 2_000_000;

/** Nested so deeply that nobody wrote it; it would cost the stack. */
const tooDeep =
  /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}|^[ \t]{80,}(?:>|[-+*]|\d)|[*_~[]{400}/m;
const deepest = 100;

/** What may be in the page: no scripts, no styles, no images (ours come as attachments), links only outwards. */
const schema: Schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter(
    (name) => !['img', 'picture', 'source'].includes(name),
  ),
  protocols: { href: ['http', 'https', 'mailto'] },
};

/** HTML is never interpreted, only shown. */
function htmlAsText(_state: State, node: Html): ElementContent {
  if (/^<br\s*\/?>$/i.test(node.value)) {
    return { type: 'element', tagName: 'br', properties: {}, children: [] };
  }
  return { type: 'text', value: node.value };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}

/** An image would have to be fetched from somebody: it becomes a link that the reader may follow. */
function imageAsLink(_state: State, node: Image): ElementContent {
  const label = `[Image: ${node.alt ?? ''}]`;
  if (!/^https?:\/\//i.test(node.url)) return text(label);
  return { type: 'element', tagName: 'a', properties: { href: node.url }, children: [text(label)] };
}

function imageReferenceAsText(_state: State, node: ImageReference): ElementContent {
  return text(`[Image: ${node.alt ?? ''}]`);
}

function isTooDeep(tree: Nodes): boolean {
  const stack: { readonly node: Nodes; readonly depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.depth > deepest) return true;
    if (!('children' in next.node)) continue;
    for (const child of next.node.children) stack.push({ node: child, depth: next.depth + 1 });
  }
  return false;
}

/** Preformatted text, exactly as given. */
export function preformatted(value: string): Element {
  const code: Element = {
    type: 'element',
    tagName: 'code',
    properties: {},
    children: [text(value)],
  };
  return { type: 'element', tagName: 'pre', properties: {}, children: [code] };
}

/**
 * Renders Markdown (CommonMark with GFM) for a page that runs no script. Whatever it holds, the result
 * has only harmless elements; what cannot be rendered within reason is shown as written.
 */
export function markdownAsHast(markdown: string, idPrefix: string): readonly ElementContent[] {
  if (markdown.length > longestText || tooDeep.test(markdown)) return [preformatted(markdown)];
  const tree = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  if (isTooDeep(tree)) return [preformatted(markdown)];
  const raw = toHast(tree, {
    handlers: { html: htmlAsText, image: imageAsLink, imageReference: imageReferenceAsText },
    clobberPrefix: '',
  });
  const safe = sanitize(raw, { ...schema, clobberPrefix: idPrefix }) as Root;
  return safe.children.filter((node) => node.type !== 'doctype');
}
