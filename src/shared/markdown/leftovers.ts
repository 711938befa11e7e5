import type { Definition, FootnoteDefinition, Nodes, Root } from 'mdast';
import { visitParents } from './visit.ts';

/** Labels are compared without regard to case and to how much white space there is. */
export function normaliseLabel(label: string): string {
  return label
    .replaceAll(/[\t\n\r ]+/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase();
}

/** A definition as one line of Markdown. */
export function definitionLine({ identifier, url, title }: Definition): string {
  const address = url.replaceAll(/[\\<>&]/g, String.raw`\$&`);
  const name =
    title === null || title === undefined
      ? ''
      : ` "${title.replaceAll(/[\\"&]/g, String.raw`\$&`)}"`;
  return `[${identifier}]: <${address}>${name}`;
}

/** The labels that the references in a tree name. */
export function usedLabels(tree: Nodes): Set<string> {
  const used = new Set<string>();
  visitParents(tree, ({ children }) => {
    for (const child of children) {
      if (child.type === 'linkReference' || child.type === 'imageReference')
        used.add(normaliseLabel(child.identifier));
    }
  });
  return used;
}

/** The link definitions of a tree, by label, each as one line of Markdown; the first of a label counts. */
export function definitionsOf(tree: Nodes): Map<string, string> {
  const definitions = new Map<string, string>();
  visitParents(tree, ({ children }) => {
    for (const child of children) {
      if (child.type !== 'definition') continue;
      const key = normaliseLabel(child.identifier);
      if (!definitions.has(key)) definitions.set(key, definitionLine(child));
    }
  });
  return definitions;
}

/** True for a definition that nobody sees the effect of: no reference leads to it, or to another one. */
export function isUnusedDefinition(
  definition: Definition,
  definitions: ReadonlyMap<string, string>,
  used: ReadonlySet<string>,
): boolean {
  const label = normaliseLabel(definition.identifier);
  return !used.has(label) || definitions.get(label) !== definitionLine(definition);
}

/**
 * The footnote definitions that no reference on the page leads to, and second ones for a label: they are
 * shown where they stand. A note that is shown makes those it refers to used.
 */
export function unusedFootnotes(tree: Root): ReadonlySet<FootnoteDefinition> {
  const notes = new Map<string, FootnoteDefinition>();
  const all: FootnoteDefinition[] = [];
  visitParents(tree, (node) => {
    if (node.type !== 'footnoteDefinition') return;
    all.push(node);
    const key = normaliseLabel(node.identifier);
    if (!notes.has(key)) notes.set(key, node);
  });
  const unused = new Set<FootnoteDefinition>();
  if (all.length === 0) return unused;
  const seen = new Set<string>();
  const follow = (from: Nodes): void => {
    const stack: Nodes[] = [from];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.type === 'footnoteReference') {
        const key = normaliseLabel(node.identifier);
        const note = notes.get(key);
        if (note !== undefined && !seen.has(key)) {
          seen.add(key);
          stack.push(...note.children);
        }
      } else if ('children' in node && (node === from || node.type !== 'footnoteDefinition')) {
        stack.push(...node.children);
      }
    }
  };
  follow(tree);
  for (const note of all) {
    const key = normaliseLabel(note.identifier);
    if (seen.has(key) && notes.get(key) === note) continue;
    unused.add(note);
    follow(note);
  }
  return unused;
}
