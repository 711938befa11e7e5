import type { Element, ElementContent, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toMdast } from 'hast-util-to-mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { readable } from './readable.ts';

/** The deepest nesting that the recursive libraries can handle. */
const deepest = 500;

/** Returns whether the nesting is within {@link deepest}. */
function isShallow(root: Root): boolean {
  const stack: { readonly node: Nodes; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth } = next;
    if (depth > deepest) return false;
    if ('children' in node) {
      for (const child of node.children) stack.push({ node: child, depth: depth + 1 });
    }
  }
  return true;
}

/** Parses a page; null if it is nested too deeply. */
function parsed(html: string): Root | null {
  try {
    const root = fromHtml(html);
    return isShallow(root) ? root : null;
  } catch (error) {
    // The library is recursive and overflowed the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Returns the text between the tags. */
function withoutTags(html: string): string {
  const visible = html.replaceAll(
    /<(script|style|noscript|template|svg)\b[\s\S]*?(?:<\/\1|$)/gi,
    '',
  );
  return visible
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s{2,}/g, '\n')
    .trim();
}

function elements(root: Nodes): readonly Element[] {
  const found: Element[] = [];
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'element') found.push(node);
    if ('children' in node) stack.push(...node.children);
  }
  return found;
}

/** Returns the base URL of the page's links. */
function baseOf(root: Root, address: string): string {
  const base = elements(root).find(({ tagName }) => tagName === 'base')?.properties['href'];
  return typeof base === 'string' && URL.canParse(base, address)
    ? new URL(base, address).href
    : address;
}

/** Makes links absolute. A link to anything but http or https becomes plain text. */
function completeLinks(content: readonly ElementContent[], base: string): void {
  for (const element of elements({ type: 'root', children: [...content] })) {
    if (element.tagName !== 'a') continue;
    const href = element.properties['href'];
    const isWhole = typeof href === 'string' && URL.canParse(href, base);
    const url = isWhole ? new URL(href, base) : null;
    if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) {
      element.properties = { href: url.href };
    } else {
      element.tagName = 'span';
      element.properties = {};
    }
  }
}

/** Converts the main content of a page to Markdown and returns its title. */
export function readMarkdown(
  html: string,
  address: string,
): { readonly title: string; readonly text: string } {
  const root = parsed(html);
  if (root === null) return { title: '', text: withoutTags(html) };
  const base = baseOf(root, address);
  const { title, content } = readable(root);
  completeLinks(content, base);
  const tree = toMdast({ type: 'root', children: [...content] });
  const text = toMarkdown(tree, { extensions: [gfmToMarkdown()], bullet: '-' }).trim();
  return { title, text };
}
