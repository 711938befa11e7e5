import { createHash } from 'node:crypto';

/** The longest tool name that model servers accept. */
const longestName = 64;
const longestSlug = 20;
const hashLength = 8;

/** A tool that needs a name for models. A built-in tool keeps its own. */
export interface NamedTool {
  /**
   * `<source>/<its own name>`. The hash is made from it, so that a name does not depend on the
   * order.
   */
  readonly key: string;
  /** The tool's own name, without its source. */
  readonly name: string;
  /** The server's name; null for a built-in tool. */
  readonly server: string | null;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, hashLength);
}

/** Removes characters that model servers refuse in a name. */
function cleaned(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_-]/g, '_');
}

/** Returns the prefix for the names of a server's tools. */
export function slugOf(server: string): string {
  const plain = server.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const slug = cleaned(plain).replaceAll(/_+/g, '_').slice(0, longestSlug);
  return slug.replaceAll(/^_|_$/g, '') || 'server';
}

function withHash(name: string, key: string): string {
  return `${name.slice(0, longestName - hashLength - 1)}_${hashOf(key)}`;
}

function wantedName({ name, server }: NamedTool): string {
  return server === null ? cleaned(name) : `${slugOf(server)}__${cleaned(name)}`;
}

/**
 * Maps keys to the names that models know the tools by. A name ends with a hash of the key if it
 * had to be changed or would not be unique. Names do not depend on the order of the tools.
 */
export function offeredNames(tools: readonly NamedTool[]): ReadonlyMap<string, string> {
  const count = new Map<string, number>();
  for (const tool of tools) {
    const wanted = wantedName(tool);
    count.set(wanted, (count.get(wanted) ?? 0) + 1);
  }
  const names = new Map<string, string>();
  const hashed: NamedTool[] = [];
  for (const tool of tools) {
    const wanted = wantedName(tool);
    const isChanged = cleaned(tool.name) !== tool.name || wanted.length > longestName;
    if (isChanged || (count.get(wanted) ?? 0) > 1 || wanted === '') hashed.push(tool);
    else names.set(tool.key, wanted);
  }
  const taken = new Set(names.values());
  for (const tool of hashed.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    let name = withHash(wantedName(tool), tool.key);
    // Another tool may be named like this tool's hash.
    for (let salt = 1; taken.has(name); salt += 1) {
      name = withHash(wantedName(tool), `${tool.key} ${salt}`);
    }
    taken.add(name);
    names.set(tool.key, name);
  }
  return names;
}
