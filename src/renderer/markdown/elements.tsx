import type { Element, RootContent } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { Components } from 'hast-util-to-jsx-runtime';
import type { ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { CodeBlock } from './code-block.tsx';
import { Image } from './image.tsx';
import { Link } from './link.tsx';
import { MathView } from './math-view.tsx';
import { noPieces } from './pieces.ts';
import { TableFrame } from './table.tsx';

/** A fenced or indented block that stands inside a list or a quote. */
function Preformatted({ node }: { readonly node?: Element | undefined }): ReactNode {
  const code = node?.children[0];
  if (code?.type !== 'element' || code.tagName !== 'code') return null;
  const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  return <CodeBlock language={languageOf(code)} pieces={noPieces} rest={text} closed />;
}

/** The language named on a fence, or null. */
function languageOf(code: Element): string | null {
  const classes = code.properties.className;
  if (!Array.isArray(classes)) return null;
  const name = classes.find((item) => typeof item === 'string' && item.startsWith('language-'));
  return typeof name === 'string' ? name.slice('language-'.length) : null;
}

/** Code within a line, or a formula (which comes as code, too). */
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

/** How the elements of an answer are shown. */
export const components: Partial<Components> = {
  a: Link,
  img: Image,
  pre: Preformatted,
  code: InlineCode,
  table: ({ children }) => <TableFrame>{children}</TableFrame>,
  input: ({ checked }) => (
    <input
      type="checkbox"
      checked={checked === true}
      disabled
      readOnly
      aria-label={checked === true ? 'Done' : 'To do'}
    />
  ),
};

/** Turns hast into React elements: text stays text, and nothing becomes HTML by way of a string. */
export function renderElements(nodes: readonly RootContent[]): ReactNode {
  return toJsxRuntime(
    { type: 'root', children: [...nodes] },
    { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true, passKeys: true, passNode: true },
  );
}
