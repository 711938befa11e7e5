import type { Element as Hast } from 'hast';
import { isPlain, shapeOf, type Content, type Shape } from './plain.ts';

/**
 * Most of an answer is plain: text, and marks around it. React would keep a fiber, an element and
 * its props for each of them, ten times the text, although they never do anything. So React holds
 * the block, and what is in it is put into the page here, and nothing else is kept of it.
 */

/** True where there is a page. Markup that is made elsewhere is React's alone. */
const hasPage = typeof document !== 'undefined';

/** True for content that {@link writer} can put into an element. */
export function canWrite(nodes: readonly Content[]): boolean {
  return hasPage && nodes.length > 0 && nodes.every((node) => isPlain(node));
}

/**
 * Returns a ref for an element without children of React's, into which it puts these nodes. What
 * is there already is kept as far as it is the same, with selection and all.
 */
export function writer(nodes: readonly Content[]): (element: Element | null) => void {
  let unwritten: readonly Content[] | null = nodes;
  let holder: Element | null = null;
  return (element) => {
    if (element === null || element === holder) return;
    if (unwritten !== null) writeGrown(element, unwritten);
    else if (holder !== null) element.replaceChildren(...holder.childNodes);
    unwritten = null;
    holder = element;
  };
}

const links = new WeakSet<Element>();

/** True for a link that React does not hold. */
export function isWritten(link: Element): boolean {
  return links.has(link);
}

/**
 * What was written last, which is most often the block that grows. It does not hold the element,
 * which would hold the page of a conversation that was left.
 */
let latest: { readonly place: WeakRef<Element>; readonly nodes: readonly Content[] } | null = null;

/** Writes nodes, of which the first ones are most often there already. */
function writeGrown(element: Element, nodes: readonly Content[]): void {
  let same = 0;
  if (latest?.place.deref() === element) {
    const before = latest.nodes;
    while (same < before.length && same < nodes.length && isSame(before[same], nodes[same]))
      same += 1;
  }
  writeChildren(element, nodes, same);
  latest = { place: new WeakRef(element), nodes };
}

function isSame(one: Content | undefined, other: Content | undefined): boolean {
  if (one?.type === 'text') return other?.type === 'text' && one.value === other.value;
  return (
    one?.type === 'element' &&
    other?.type === 'element' &&
    one.tagName === other.tagName &&
    one.children.length === other.children.length &&
    one.children.every((child, index) => isSame(child, other.children[index])) &&
    Object.keys(one.properties).length === Object.keys(other.properties).length &&
    Object.entries(one.properties).every(
      ([name, value]) => String(value) === String(other.properties[name]),
    )
  );
}

/** Makes the children of an element those of these nodes, of which so many are there. */
function writeChildren(parent: Element, nodes: readonly Content[], same = 0): void {
  if (parent.firstChild === null) {
    const fragment = document.createDocumentFragment();
    for (const node of nodes) append(fragment, node);
    parent.append(fragment);
    return;
  }
  let at: ChildNode | null = parent.childNodes[same] ?? null;
  for (const node of nodes.slice(same)) {
    if (node.type !== 'text' && node.type !== 'element') continue;
    if (at === null) {
      append(parent, node);
      continue;
    }
    const next: ChildNode | null = at.nextSibling;
    if (!update(at, node)) at.replaceWith(made(node));
    at = next;
  }
  while (at !== null) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}

function append(parent: ParentNode, node: Content): void {
  if (node.type === 'text' || node.type === 'element') parent.append(made(node));
}

type Shown = Extract<Content, { type: 'text' | 'element' }>;

function made(node: Shown): ChildNode {
  if (node.type === 'text') return document.createTextNode(node.value);
  const { tagName, attributes, textAlign, children } = shapeOf(node);
  const element = document.createElement(tagName);
  if (tagName === 'a') links.add(element);
  for (const [name, value] of attributes) element.setAttribute(name, value);
  if (textAlign !== '') element.style.textAlign = textAlign;
  for (const child of children) append(element, child);
  return element;
}

/** Makes what is in the page show a node. Returns false if it is of another kind. */
function update(place: ChildNode, node: Shown): boolean {
  if (node.type === 'text') {
    if (!(place instanceof Text)) return false;
    setText(place, node.value);
    return true;
  }
  return place instanceof HTMLElement && updateElement(place, node);
}

function updateElement(element: HTMLElement, node: Hast): boolean {
  const shape = shapeOf(node);
  if (element.localName !== shape.tagName) return false;
  setAttributes(element, shape);
  writeChildren(element, shape.children);
  return true;
}

function setAttributes(element: HTMLElement, { attributes, textAlign }: Shape): void {
  if (attributes.size === 0 && textAlign === '' && !element.hasAttributes()) return;
  for (const name of element.getAttributeNames()) {
    if (name !== 'style' && !attributes.has(name)) element.removeAttribute(name);
  }
  for (const [name, value] of attributes) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (element.style.textAlign !== textAlign) element.style.textAlign = textAlign;
}

/** Only what is new is touched, so that a selection in the text stays. */
function setText(text: Text, value: string): void {
  const before = text.data;
  if (before === value) return;
  if (value.startsWith(before)) text.appendData(value.slice(before.length));
  else if (before.startsWith(value)) text.deleteData(value.length, before.length - value.length);
  else text.data = value;
}
