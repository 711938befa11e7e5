import type { Nodes, Parents } from 'mdast';

/** Calls a function for each node that has children, outermost first, without recursion. */
export function visitParents(tree: Nodes, visit: (parent: Parents) => void): void {
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!('children' in node)) continue;
    visit(node);
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child !== undefined) stack.push(child);
    }
  }
}
