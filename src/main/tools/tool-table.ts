import type { CalledTool } from '../../shared/model/conversation.ts';
import type { ToolChoice, ToolView } from '../../shared/model/tools.ts';
import type { ToolDefinition } from '../wire/protocol.ts';
import type { Target } from './approvals/permissions.ts';
import { tokensOf } from './large-results.ts';
import { offeredNames } from './offered-names.ts';
import { calledTool, type Tool, type ToolSource } from './ports.ts';

/** The most tools that servers of models take in one request. */
const mostTools = 128;
/** UTF-16 code units; a longer definition would fill the context by itself. */
const longestDefinition = 200_000;

/** A source with what it offers right now. */
export interface SourceTools {
  readonly source: ToolSource;
  /** See `identityOf`; '' for a part of Parley. */
  readonly identity: string;
  readonly tools: readonly Tool[];
}

/** A tool under the name that models know it by. */
export interface OfferedTool extends Target {
  readonly from: ToolSource;
  readonly called: CalledTool;
  readonly definition: ToolDefinition;
}

/** Why a tool is not offered to models; null: it is. */
export function problemOf(tool: Tool): NonNullable<ToolView['problem']> | null {
  if (tool.problem !== undefined) return tool.problem;
  if (tool.needsTasks === true) return 'needs_tasks';
  if (tool.definition.length > longestDefinition) return 'too_large';
  const type = tool.inputSchema['type'];
  return type === undefined || type === 'object' ? null : 'bad_schema';
}

/** What a tool costs in each request; tokens. */
export function costOf({ name, description, inputSchema }: Tool): number {
  return tokensOf(JSON.stringify({ name, description, parameters: inputSchema }));
}

/**
 * The tools that a conversation may use, in an order that does not change from one request to the next: the
 * caches of servers hold only for the same beginning. Models get each under a name that servers take.
 */
export function offeredTools(
  sources: readonly SourceTools[],
  { off }: Pick<ToolChoice, 'off'>,
): readonly OfferedTool[] {
  const left = new Set(off);
  const found = sources.flatMap(({ source, identity, tools }) =>
    tools
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .filter((tool) => problemOf(tool) === null && !left.has(`${source.id}/${tool.name}`))
      .map((tool) => ({ source, identity, tool, called: calledTool(source, tool) })),
  );
  // A server that lists a tool twice has one of it.
  const unique = [...new Map(found.map((each) => [each.called.key, each])).values()];
  const names = offeredNames(
    unique.map(({ source, tool, called }) => ({
      key: called.key,
      name: tool.name,
      server: source.kind === 'server' ? source.name : null,
    })),
  );
  return unique.slice(0, mostTools).map(({ source, identity, tool, called }) => ({
    source: source.id,
    sourceName: source.name,
    from: source,
    identity,
    tool,
    called,
    definition: {
      name: names.get(called.key) ?? tool.name,
      description: tool.description,
      inputSchema: { type: 'object', ...tool.inputSchema },
    },
  }));
}
