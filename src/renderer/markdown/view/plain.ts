import type { Element, ElementContent, Properties, RootContent } from 'hast';
import { addressToShow } from '../../../shared/markdown/link-text.ts';
import { safeLink } from '../parse/url.ts';

export type Content = RootContent | ElementContent;

/** Elements in which text is only white space between rows and cells. */
export const tableParts: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tr']);

/** Elements that are more than they are called: they have a state, buttons or words of Parley. */
const withViews: ReadonlySet<string> = new Set([
  'as-text',
  'blockquote',
  'img',
  'input',
  'pre',
  'table',
]);

/** A number in brackets may refer to a source, which the view of an answer knows. */
const mayRefer = /\[[1-9]\d{0,2}\]/u;

/** An element as it is in the page. */
export interface Shape {
  readonly tagName: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** How the text in it is aligned; '' for as usual. */
  readonly textAlign: string;
  readonly children: readonly Content[];
}

const noAttributes: ReadonlyMap<string, string> = new Map();

const known = new WeakMap<Element, boolean>();

/** True for an element that is nothing but itself, with all that it contains. */
export function isPlain(node: Content, inLink = false): boolean {
  if (node.type === 'text') return inLink || !mayRefer.test(node.value);
  if (node.type !== 'element') return true;
  const before = known.get(node);
  if (before !== undefined) return before;
  const plain = isPlainElement(node, inLink);
  known.set(node, plain);
  return plain;
}

function isPlainElement(node: Element, inLink: boolean): boolean {
  const { tagName, properties, children } = node;
  if (withViews.has(tagName)) return false;
  if (tagName === 'code') return !hasClass(properties, 'language-math');
  const isLink = tagName === 'a';
  if (isLink && (properties['dataFootnoteRef'] ?? properties['dataFootnoteBackref']) !== undefined)
    return false;
  return children.every((child) => isPlain(child, inLink || isLink));
}

function hasClass({ className }: Properties, name: string): boolean {
  return Array.isArray(className) && className.includes(name);
}

/** The text of code, whatever it is marked as. */
function codeOf(node: Element): readonly Content[] {
  const value = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  return value === '' ? [] : [{ type: 'text', value }];
}

/** How a plain element is put into the page. */
export function shapeOf(node: Element): Shape {
  const { tagName, properties, children } = node;
  if (tagName === 'a') return shapeOfLink(node);
  if (tagName === 'code')
    return { tagName, attributes: noAttributes, textAlign: '', children: codeOf(node) };
  const attributes = new Map<string, string>();
  let textAlign = '';
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    const text = value === true ? '' : Array.isArray(value) ? value.join(' ') : String(value);
    if (name === 'align') textAlign = text;
    else attributes.set(attributeName(name), text);
  }
  const shown = tableParts.has(tagName) ? children.filter(({ type }) => type !== 'text') : children;
  return { tagName, attributes, textAlign, children: shown };
}

/** The title of a link that leads outside the window: where it leads, as well. */
export function whereTo(url: string, title: string | undefined): string {
  return title === undefined ? url : `${title}\n${url}`;
}

/** A link as the component `Link` shows it. */
function shapeOfLink(node: Element): Shape {
  const { href, title } = node.properties;
  const address = typeof href === 'string' ? href : '';
  const words = typeof title === 'string' ? title : undefined;
  const url = safeLink(address);
  const shown = addressToShow(node, address, url !== null);
  if (url !== null) {
    const added: readonly Content[] = shown === null ? [] : [{ type: 'text', value: shown }];
    const attributes = new Map([
      ['href', url],
      ['title', whereTo(url, words)],
      ['rel', 'noreferrer noopener'],
    ]);
    return { tagName: 'a', attributes, textAlign: '', children: [...node.children, ...added] };
  }
  const added: readonly Content[] =
    shown === null
      ? []
      : [
          {
            type: 'element',
            tagName: 'span',
            properties: { className: ['md-address'] },
            children: [{ type: 'text', value: ` (${shown})` }],
          },
        ];
  const attributes = new Map([['class', 'md-refused']]);
  if (words !== undefined) attributes.set('title', words);
  return { tagName: 'span', attributes, textAlign: '', children: [...node.children, ...added] };
}

/** `className` is `class`, `ariaLabel` is `aria-label`, but `ariaDescribedBy` `aria-describedby`. */
export function attributeName(name: string): string {
  if (name === 'className') return 'class';
  if (/^aria[A-Z]/.test(name)) return `aria-${name.slice(4).toLowerCase()}`;
  if (/^data[A-Z]/.test(name))
    return `data${name.slice(4).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return name.toLowerCase();
}
