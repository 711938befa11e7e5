import * as z from 'zod';
import { listOf, optionalText, parsed } from './format.ts';

const nodeSchema = z.looseObject({
  id: optionalText,
  parent: optionalText,
  children: z.unknown().optional(),
  message: z.unknown().optional(),
});

/** A node of a tree that is written as `mapping`: id → { parent, children, message }. */
export type MappedNode = z.infer<typeof nodeSchema>;

/** The most versions of one message that are read. */
const maxChildren = 10_000;

/**
 * Visits the nodes so that versions come in the order of `children`; unlisted ones come last.
 * `broken` counts invalid nodes.
 */
export function inTreeOrder(mapping: Readonly<Record<string, unknown>>): {
  readonly nodes: readonly (readonly [string, MappedNode])[];
  readonly broken: number;
} {
  const known = new Map<string, MappedNode>();
  let broken = 0;
  for (const [id, value] of Object.entries(mapping)) {
    const node = parsed(nodeSchema, value);
    if (node === null) broken += 1;
    else known.set(id, node);
  }
  const nodes: (readonly [string, MappedNode])[] = [];
  const seen = new Set<string>();
  for (const root of known.keys()) {
    const parent = known.get(root)?.parent;
    if (parent !== undefined && known.has(parent)) continue;
    const stack = [root];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      const node = known.get(id);
      if (node === undefined || seen.has(id)) continue;
      seen.add(id);
      nodes.push([id, node]);
      const children = listOf(node.children).filter((child) => typeof child === 'string');
      stack.push(...children.slice(0, maxChildren).reverse());
    }
  }
  for (const [id, node] of known) if (!seen.has(id)) nodes.push([id, node]);
  return { nodes, broken };
}
