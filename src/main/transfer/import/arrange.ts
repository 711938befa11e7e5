import { createPauses } from '../../event-loop/pauses.ts';
import type { DraftNode, DraftPart } from './draft.ts';

/** A message to keep: one node, or several that are steps of one answer. */
export interface Arranged {
  readonly node: DraftNode;
  readonly parts: readonly DraftPart[];
  /** The node that says how the answer ended. */
  readonly last: DraftNode;
  readonly parent: Arranged | null;
  readonly children: Arranged[];
}

/** A sound tree made from an export's nodes. */
export interface Arrangement {
  readonly roots: readonly Arranged[];
  /** The message for each source node; a dropped node maps to the kept one above it. */
  readonly placeOf: ReadonlyMap<string, Arranged | null>;
  /** Number of nodes whose id was already taken. */
  readonly duplicates: number;
}

interface Mutable extends Arranged {
  readonly parts: DraftPart[];
  last: DraftNode;
}

interface Waiting {
  readonly node: DraftNode;
  /** The kept message before it. */
  readonly above: Mutable | null;
  /** True if nothing else follows that message. */
  readonly only: boolean;
}

function continuesAnswer(node: DraftNode, above: Mutable): boolean {
  return node.continues === true && node.role === 'assistant' && above.node.role === 'assistant';
}

/**
 * Arranges nodes as a tree. A missing or circular parent makes a node a root, empty nodes are
 * dropped and their children move up, and steps of one answer become one message. Not recursive,
 * because branches are as deep as the file says. Gives other work a turn now and then.
 */
export async function arrange(nodes: readonly DraftNode[]): Promise<Arrangement> {
  const pause = createPauses();
  const byId = new Map<string, DraftNode>();
  for (const node of nodes) {
    await pause();
    if (!byId.has(node.id)) byId.set(node.id, node);
  }
  const children = new Map<string | null, DraftNode[]>();
  for (const node of byId.values()) {
    await pause();
    const parentId = node.parentId !== null && byId.has(node.parentId) ? node.parentId : null;
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [node]);
    else siblings.push(node);
  }
  const roots: Mutable[] = [];
  const placeOf = new Map<string, Mutable | null>();

  const place = async (start: readonly DraftNode[]): Promise<void> => {
    const stack: Waiting[] = start.toReversed().map((node) => ({ node, above: null, only: false }));
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      await pause();
      const { node, above, only } = next;
      if (placeOf.has(node.id)) continue;
      let here = above;
      if (node.parts.length > 0) {
        if (above !== null && only && continuesAnswer(node, above)) {
          for (const part of node.parts) above.parts.push(part);
          above.last = node;
        } else {
          here = { node, parts: [...node.parts], last: node, parent: above, children: [] };
          if (above === null) roots.push(here);
          else above.children.push(here);
        }
      }
      placeOf.set(node.id, here);
      const below = children.get(node.id) ?? [];
      const isOnly = below.length === 1 && (only || here !== above || node.parts.length > 0);
      for (const child of below.toReversed()) {
        stack.push({ node: child, above: here, only: isOnly });
      }
    }
  };

  await place(children.get(null) ?? []);
  // The remaining nodes belong to cycles. Break each at the node that comes first.
  for (const node of byId.values()) if (!placeOf.has(node.id)) await place([node]);
  return { roots, placeOf, duplicates: nodes.length - byId.size };
}
