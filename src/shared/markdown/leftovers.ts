import type { Definition, FootnoteDefinition, Nodes, Root } from 'mdast';
import { visitParents } from './visit.ts';

/** Normalises a label. Case and amount of white space do not matter. */
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

/** The labels used by the references in a tree. */
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

/**
 * The link definitions of a tree by label, each as one line of Markdown. The first definition of a
 * label wins.
 */
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

/**
 * True for a definition without effect: no reference uses it, or another definition takes
 * precedence.
 */
export function isUnusedDefinition(
  definition: Definition,
  definitions: ReadonlyMap<string, string>,
  used: ReadonlySet<string>,
): boolean {
  const label = normaliseLabel(definition.identifier);
  return !used.has(label) || definitions.get(label) !== definitionLine(definition);
}

/**
 * The footnotes that no reference leads to, and duplicates of a label; they are shown in place. A
 * footnote shown in place counts as a reference to those it mentions.
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
