import type { Element, ElementContent, Nodes, Root } from 'hast';
import { defaultSchema, sanitize, type Schema } from 'hast-util-sanitize';
import type { Html, Image, ImageReference, Nodes as MdastNodes } from 'mdast';
import { toHast, type State } from 'mdast-util-to-hast';
import { withoutIsolates } from '../../shared/language/isolate.ts';
import { t } from '../../shared/language/translate.ts';
import { footnoteWords } from '../../shared/words/markdown-words.ts';
import { arrange, leftoversOf } from '../../shared/markdown/arrange.ts';
import { isLineBreak } from '../../shared/markdown/inline-tags.ts';
import { parseText } from '../../shared/markdown/language.ts';
import { tableRow } from '../../shared/markdown/table-rows.ts';
import { addressToShow } from '../../shared/markdown/link-text.ts';
import { coloured } from './highlight.ts';
import { setFormulas } from './math.ts';
import { preformatted } from './preformatted.ts';

/** Longer texts are shown unrendered (UTF-16 code units). */
const longestText = 2_000_000;

/** Nested more deeply than any person writes; it would overflow the stack. */
const tooDeep =
  /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}|^[ \t]{80,}(?:>|[-+*]|\d)|[*_~[]{400}/m;
const deepest = 100;

/** Allows no scripts, styles or images (ours are attachments), and only external links. */
const schema: Schema = {
  ...defaultSchema,
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter(
      (name) => !['img', 'picture', 'source'].includes(name),
    ),
    'mark',
    'small',
    'u',
  ],
  attributes: { ...defaultSchema.attributes, details: ['open'] },
  protocols: { href: ['http', 'https', 'mailto'] },
};

/** HTML is never interpreted, only shown; a block of it becomes a paragraph with its lines. */
function htmlAsText(
  _state: State,
  node: Html,
  parent: MdastNodes | undefined,
): ElementContent | ElementContent[] {
  if (parent !== undefined && flowParents.has(parent.type)) {
    const lines = node.value.split('\n').flatMap((line) => [lineBreak(), text(line)]);
    return { type: 'element', tagName: 'p', properties: {}, children: lines.slice(1) };
  }
  if (isLineBreak(node.value)) return lineBreak();
  return text(node.value);
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}

/** Elements that contain blocks; all others contain a line of text. */
const flowParents = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

function lineBreak(): Element {
  return { type: 'element', tagName: 'br', properties: {}, children: [] };
}

/** Stands for an image. */
function imageLabel(alt: string | null | undefined): string {
  return `[${withoutIsolates(t('export.image', { name: alt ?? '' }))}]`;
}

/**
 * An image would have to be fetched from a third party, so it becomes a link that the reader may
 * follow.
 */
function imageAsLink(_state: State, node: Image): ElementContent {
  const label = imageLabel(node.alt);
  if (!/^https?:\/\//i.test(node.url)) return text(label);
  return { type: 'element', tagName: 'a', properties: { href: node.url }, children: [text(label)] };
}

function imageReferenceAsText(_state: State, node: ImageReference): ElementContent {
  return text(imageLabel(node.alt));
}

/**
 * Allowed link targets. Without a scheme, a link would lead to a file or, as `//host`, to another
 * computer.
 */
const linkTarget = /^(?:https?:\/\/|mailto:)/i;

const isFootnoteLink = ({ properties }: Element): boolean =>
  'dataFootnoteRef' in properties || 'dataFootnoteBackref' in properties;

/** Removes the target of any other link and appends it to the link's text. */
function onlyOutwards(root: Root): Root {
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const href = node.type === 'element' && !isFootnoteLink(node) ? node.properties['href'] : null;
    if (node.type === 'element' && typeof href === 'string') {
      const { href: _href, ...rest } = node.properties;
      const leads = linkTarget.test(href);
      const address = addressToShow(node, href, leads);
      if (!leads) node.properties = rest;
      if (address !== null) node.children.push(text(leads ? address : ` (${address})`));
    }
    if ('children' in node) stack.push(...node.children);
  }
  return root;
}

/** Valid language names; anything else is untrusted text in an attribute. */
const languageName = /^[\w#+.-]{1,40}$/;

/**
 * Highlights code fences whose language is known. Runs after sanitising, because the spans are
 * ours.
 */
function colourCode(root: Root): void {
  const stack: Nodes[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!('children' in node)) continue;
    if (node.type === 'element' && node.tagName === 'code') {
      const { className } = node.properties;
      const names = Array.isArray(className) ? className.map(String) : [];
      const language = names.find((name) => name.startsWith('language-'))?.slice(9) ?? '';
      // Programs that a page is pasted into may treat a class less carefully than browsers do.
      if (!languageName.test(language)) node.properties = {};
      const [only] = node.children;
      if (language === '' || only?.type !== 'text' || node.children.length > 1) continue;
      node.children = coloured(only.value, language.toLowerCase()) ?? node.children;
    } else stack.push(...node.children);
  }
}

function isTooDeep(tree: MdastNodes): boolean {
  const stack: { readonly node: MdastNodes; readonly depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.depth > deepest) return true;
    if (!('children' in next.node)) continue;
    for (const child of next.node.children) stack.push({ node: child, depth: next.depth + 1 });
  }
  return false;
}

/**
 * Renders Markdown of answers for a page that runs no scripts. Whatever the input, the result has
 * only harmless elements; anything that cannot be rendered at reasonable cost is shown as written.
 */
export function markdownAsHast(markdown: string, idPrefix: string): readonly ElementContent[] {
  if (markdown.length > longestText || tooDeep.test(markdown)) return [preformatted(markdown)];
  const parsed = parseText(markdown);
  if (isTooDeep(parsed)) return [preformatted(markdown)];
  const raw = toHast(arrange(parsed, markdown, leftoversOf(parsed)), {
    handlers: {
      html: htmlAsText,
      tableRow,
      image: imageAsLink,
      imageReference: imageReferenceAsText,
    },
    clobberPrefix: '',
    ...footnoteWords(),
  });
  const outwards = onlyOutwards(raw as Root);
  const safe = sanitize(outwards, { ...schema, clobberPrefix: idPrefix }) as Root;
  setFormulas(safe);
  colourCode(safe);
  return safe.children.filter((node) => node.type !== 'doctype');
}
