import type { Element, Properties } from 'hast';
import type { Components } from 'hast-util-to-jsx-runtime';
import { createElement, useContext } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { t } from '../../../shared/language/translate.ts';
import { UnreadView } from '../budget/as-text.tsx';
import {
  cellElements,
  codeElements,
  elementSteps,
  frameElements,
  sliceElements,
} from '../budget/limits.ts';
import { useTurn } from '../budget/turns.ts';
import { count } from '../budget/work.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { directionOf } from '../parse/direction.ts';
import { hangingMark } from '../parse/hanging.ts';
import { hang } from './hang.ts';
import { canWrite, writer } from './by-hand.ts';
import { Image } from './image.tsx';
import { Link } from './link.tsx';
import { MathView } from './math-view.tsx';
import { attributeName, tableParts, type Content } from './plain.ts';
import { referringText } from './references.tsx';
import { noPieces } from '../split/pieces.ts';
import { SurroundingsContext } from './surroundings.ts';
import { TableFrame } from './table.tsx';

/** A fenced or indented code block inside a list or a quote. */
function Preformatted({ node }: { readonly node?: Element | undefined }): ReactNode {
  const code = node?.children[0];
  if (code?.type !== 'element' || code.tagName !== 'code') return null;
  const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  return (
    <CodeBlock
      language={languageOf(code)}
      meta={code.data?.meta ?? null}
      pieces={noPieces}
      rest={text}
      closed
    />
  );
}

/** The language named on a fence, or null. */
function languageOf(code: Element): string | null {
  const classes = code.properties.className;
  if (!Array.isArray(classes)) return null;
  const name = classes.find((item) => typeof item === 'string' && item.startsWith('language-'));
  return typeof name === 'string' ? name.slice('language-'.length) : null;
}

/** Inline code, or a formula (which arrives as code, too). */
function InlineCode({ node }: { readonly node?: Element | undefined }): ReactNode {
  const text = (node?.children ?? [])
    .map((child) => (child.type === 'text' ? child.value : ''))
    .join('');
  const classes = node?.properties.className;
  if (!Array.isArray(classes) || !classes.includes('language-math')) return <code>{text}</code>;
  const title = node?.properties.title;
  const tex = typeof title === 'string' ? title : '';
  return <MathView tex={tex} display={classes.includes('math-display')} source={text} />;
}

function textOf(node: Element): string {
  return node.children
    .map((child) =>
      child.type === 'element' ? textOf(child) : child.type === 'text' ? child.value : '',
    )
    .join('');
}

/** The first text in an element, enough to know its direction. */
function startOf(node: Element): string {
  let text = '';
  for (const child of node.children) {
    if (child.type === 'text') text += child.value;
    else if (child.type === 'element' && child.tagName !== 'pre') text += startOf(child);
    if (/\p{L}/u.test(text)) break;
  }
  return text;
}

/** The text that an element begins with; '' if it begins with anything else. */
function leadOf({ children: [first] }: Element): string {
  if (first?.type === 'text') return first.value;
  const isMarked =
    first?.type === 'element' && (first.tagName === 'em' || first.tagName === 'strong');
  return isMarked ? leadOf(first) : '';
}

/** The components that render the elements of an answer. */
export const components: Partial<Components> = {
  a: Link,
  img: Image,
  pre: Preformatted,
  code: InlineCode,
  p: ({ node, children }) => {
    const mark = node === undefined ? undefined : hangingMark(leadOf(node));
    return mark === undefined ? (
      <p>{children}</p>
    ) : (
      <p ref={hang} data-hang={mark}>
        {children}
      </p>
    );
  },
  blockquote: ({ node, children }) => (
    <blockquote dir={node === undefined ? undefined : directionOf(startOf(node))}>
      {children}
    </blockquote>
  ),
  table: ({ node, children }) => (
    <TableFrame dir={node === undefined ? undefined : directionOf(textOf(node))}>
      {children}
    </TableFrame>
  ),
  input: ({ checked }) => (
    <input
      type="checkbox"
      checked={checked === true}
      disabled
      readOnly
      aria-label={checked === true ? t('markdown.task.done') : t('markdown.task.to_do')}
    />
  ),
};

type Props = Record<string, unknown>;

const known: Readonly<Record<string, unknown>> = { ...components, 'as-text': UnreadView };

/**
 * Renders hast as React elements: text stays text, and no string becomes HTML. Supports the
 * properties that Markdown can have; hast-util-to-jsx-runtime supports all of HTML's and SVG's (11
 * KB). Tests compare the results of both. Large content is rendered in slices that take turns;
 * `within` is the tag around the nodes.
 */
export function renderElements(nodes: readonly Content[], within = ''): ReactNode[] {
  const [first, ...others] = slicesOf(nodes);
  return [
    ...renderAll(first ?? []),
    // Growing content only gets longer, so the index of a slice is its identity.
    ...others.map((slice, index) => <Slice key={`slice-${index}`} nodes={slice} within={within} />),
  ];
}

function renderAll(nodes: readonly Content[]): ReactNode[] {
  const counts = new Map<string, number>();
  const result: ReactNode[] = [];
  for (const node of nodes) {
    if (node.type === 'text') result.push(...referringText(node.value, `text-${result.length}`));
    if (node.type !== 'element') continue;
    const number = counts.get(node.tagName) ?? 0;
    counts.set(node.tagName, number + 1);
    result.push(renderElement(node, `${node.tagName}-${number}`));
  }
  return result;
}

/** Slices of about as many elements as are rendered together. A larger node is sliced inside. */
function slicesOf(nodes: readonly Content[]): readonly (readonly Content[])[] {
  const slices: Content[][] = [[]];
  let size = 0;
  for (const node of nodes) {
    const own = elementsIn(node);
    if (size > 0 && size + own > sliceElements) {
      slices.push([]);
      size = 0;
    }
    slices.at(-1)?.push(node);
    size += own;
  }
  return slices;
}

const sizes = new WeakMap<Content, number>();

/** The number of elements in a node. */
function elementsIn(node: Content): number {
  if (node.type !== 'element') return 0;
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const size = node.children.reduce((sum, child) => sum + elementsIn(child), ownElements(node));
  sizes.set(node, size);
  return size;
}

function ownElements({ tagName }: Element): number {
  if (tagName === 'pre') return codeElements;
  if (tagName === 'td' || tagName === 'th') return cellElements;
  return tagName === 'table' ? frameElements : 1;
}

interface SliceProps {
  readonly nodes: readonly Content[];
  readonly within: string;
}

/** Some of many nodes, shown as text until their turn. */
function Slice({ nodes, within }: SliceProps): ReactNode {
  const waits = useTurn(useContext(SurroundingsContext).isPatient);
  if (waits === null) return renderAll(nodes);
  const props = { ref: waits, className: 'md-waiting' };
  const text = nodes
    .map((node) =>
      node.type === 'element' ? textOf(node) : node.type === 'text' ? node.value : '',
    )
    .join('');
  switch (within) {
    case 'ul':
    case 'ol':
      return <li {...props}>{text}</li>;
    case 'table':
      return (
        <tbody>
          <tr>
            <td {...props}>{text}</td>
          </tr>
        </tbody>
      );
    case 'thead':
    case 'tbody':
      return (
        <tr>
          <td {...props}>{text}</td>
        </tr>
      );
    case 'tr':
      return <td {...props}>{text}</td>;
    default:
      return <span {...props}>{text}</span>;
  }
}

/**
 * Plain content as a ref for the element around it, which puts it into the page; null for content
 * that is not plain, or too much for one turn.
 */
export function writtenContent(nodes: readonly Content[]): ReturnType<typeof writer> | null {
  if (!canWrite(nodes)) return null;
  const size = nodes.reduce((sum, node) => sum + elementsIn(node), 0);
  if (size > sliceElements) return null;
  count(size * elementSteps);
  return writer(nodes);
}

function renderElement(node: Element, key: string): ReactNode {
  const { tagName } = node;
  count(ownElements(node) * elementSteps);
  const props: Props = { ...reactProps(node.properties), key };
  const component = Object.hasOwn(known, tagName) ? known[tagName] : undefined;
  const children = tableParts.has(tagName)
    ? node.children.filter(({ type }) => type !== 'text')
    : node.children;
  const written = component === undefined ? writtenContent(children) : null;
  // With a key of its own, as React would add its children to those that are written.
  if (written !== null)
    return createElement(tagName, { ...props, key: `${key}-written`, ref: written });
  if (children.length > 0) props['children'] = renderElements(children, tagName);
  return typeof component === 'function'
    ? createElement(component as ComponentType<Props>, { ...props, node })
    : createElement(tagName, props);
}

function reactProps(properties: Properties): Props {
  const props: Props = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'align') props['style'] = { textAlign: value };
    else if (/^(?:aria|data)[A-Z]/.test(name)) props[attributeName(name)] = value;
    else props[name] = Array.isArray(value) ? value.join(' ') : value;
  }
  return props;
}
