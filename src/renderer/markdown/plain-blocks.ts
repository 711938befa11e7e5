import type { Nodes } from 'mdast';
import { parseMarkdown } from './parse.ts';

/** Blocks whose text reads as one. */
const leaves = new Set(['paragraph', 'heading', 'tableCell', 'code', 'html']);

function inlineText(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'html') return /^<br\s*\/?>$/i.test(node.value) ? '\n' : node.value;
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
  return 'children' in node ? node.children.map(inlineText).join('') : '';
}

/** The texts of an answer as they are read: without markup, one per paragraph, cell or block of code. Formulas are left out. */
export function plainBlocks(text: string): readonly string[] {
  const found: string[] = [];
  const stack: Nodes[] = [parseMarkdown(text)];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (leaves.has(node.type)) found.push(inlineText(node));
    else if ('children' in node) stack.push(...node.children.toReversed());
  }
  return found.filter((block) => block !== '');
}
