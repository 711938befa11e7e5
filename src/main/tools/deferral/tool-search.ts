import { searchWords } from '../for-model.ts';
import { tokensOf } from '../large-results.ts';
import { slugOf } from '../offered-names.ts';
import type { ToolSource } from '../ports.ts';
import type { CostedTool } from '../tool-table.ts';
import { createBuiltInSource, textArgument, textOutput } from '../built-in/built-in-tool.ts';
import { foundJson } from './found-tools.ts';
import { rankTools, type Searchable } from './rank-tools.ts';

/** The id of the source that is offered when tools are deferred. */
export const searchSourceId = 'search';

/** The most tools that one search finds. */
const maxFound = 5;
/** The part of a description in a search result, in UTF-16 code units. */
const longestAbout = 300;

interface Entry extends Searchable {
  readonly costed: CostedTool;
}

function argumentNames(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

function entryOf(costed: CostedTool): Entry {
  const { tool, definition, sourceName } = costed.offered;
  return {
    costed,
    name: definition.name,
    ownName: tool.name,
    title: tool.title,
    description: tool.description,
    server: sourceName,
    arguments: argumentNames(tool.inputSchema),
  };
}

function onOneLine(text: string, most: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** The tools of one server with as many names as fit. */
interface ServerNames {
  readonly head: string;
  readonly names: readonly string[];
  shown: number;
}

/**
 * Names the deferred tools by server. Within the budget each server gets its next name in turn, so
 * that a large server leaves room for small ones.
 */
function namesByServer(tools: readonly CostedTool[], budget: number): string {
  const servers = new Map<string, { readonly name: string; readonly names: string[] }>();
  for (const { offered } of tools) {
    const server = servers.get(offered.source) ?? { name: offered.sourceName, names: [] };
    servers.set(offered.source, server);
    server.names.push(offered.definition.name);
  }
  let left = budget;
  const listed = [...servers.values()].map(({ name, names }): ServerNames => {
    const prefix = `${slugOf(name)}__`;
    const count = names.length === 1 ? '1 tool' : `${String(names.length)} tools`;
    const head = `${onOneLine(name, 60)} (${count}, named ${prefix}…): `;
    left -= tokensOf(head);
    return { head, names: names.map((each) => each.slice(prefix.length)), shown: 0 };
  });
  let hasMore = true;
  while (hasMore && left > 0) {
    hasMore = false;
    for (const server of listed) {
      const name = server.names[server.shown];
      if (name === undefined) continue;
      const cost = tokensOf(`${name}, `);
      if (cost > left) return linesOf(listed);
      left -= cost;
      server.shown += 1;
      hasMore = true;
    }
  }
  return linesOf(listed);
}

function linesOf(servers: readonly ServerNames[]): string {
  return servers
    .map(({ head, names, shown }) => {
      const more = names.length - shown;
      const rest = more === 0 ? [] : [shown === 0 ? 'search for them' : `and ${String(more)} more`];
      return `- ${head}${[...names.slice(0, shown), ...rest].join(', ')}`;
    })
    .join('\n');
}

function aboutTool({ name, title, description, server }: Entry): string {
  const about = onOneLine(description, longestAbout) || onOneLine(title, longestAbout);
  return `- ${name} (${onOneLine(server, 60)}): ${about}`;
}

/** The best tools whose definitions fit into the budget together; the best one in any case. */
function bestOf(ranked: readonly Entry[], budget: number): readonly Entry[] {
  const best: Entry[] = [];
  let left = budget;
  for (const entry of ranked.slice(0, maxFound)) {
    if (best.length > 0 && entry.costed.tokens > left) continue;
    best.push(entry);
    left -= entry.costed.tokens;
  }
  return best;
}

/** Limits of the search, in tokens. */
export interface SearchLimits {
  /** For the names in the description of the tool. */
  readonly names: number;
  /** For the definitions that one search finds. */
  readonly found: number;
}

/**
 * Creates the source with the tool that searches deferred tools. Its description names them, and
 * depends on them alone: it stays the same when some are found.
 */
export function createSearchSource(
  deferred: readonly CostedTool[],
  limits: SearchLimits,
): ToolSource {
  return createBuiltInSource(searchSourceId, [
    {
      name: 'tool_search',
      title: 'Search for tools',
      description: [searchWords.about(deferred.length), namesByServer(deferred, limits.names)].join(
        '\n',
      ),
      inputSchema: {
        type: 'object',
        properties: {
          query: { type: 'string', description: searchWords.query },
        },
        required: ['query'],
      },
      needsNoPermission: true,
      run(args) {
        const ranked = rankTools(deferred.map(entryOf), textArgument(args, 'query'));
        const best = bestOf(ranked, limits.found);
        if (best.length === 0) return textOutput(searchWords.nothing);
        const text = searchWords.found(best.map(aboutTool).join('\n'));
        const json = foundJson(best.map(({ costed }) => costed.key));
        return {
          content: [
            { kind: 'text', text },
            { kind: 'structured', json },
          ],
          isError: false,
        };
      },
    },
  ]);
}
