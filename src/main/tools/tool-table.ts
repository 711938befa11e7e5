import type { CalledTool } from '../../shared/model/conversation.ts';
import type { ToolChoice, ToolView } from '../../shared/model/tools.ts';
import type { ToolDefinition } from '../wire/protocol.ts';
import type { Target } from './approvals/permissions.ts';
import { hashOf } from './approvals/pins.ts';
import { tokensOf } from './large-results.ts';
import { offeredNames } from './offered-names.ts';
import { calledTool, type Tool, type ToolSource } from './ports.ts';

/** The longest definition that leaves room in the context, in UTF-16 code units. */
const longestDefinition = 200_000;

/** A source and its current tools. */
export interface SourceTools {
  readonly source: ToolSource;
  /** See `identityOf`; '' for a built-in source. */
  readonly identity: string;
  readonly tools: readonly Tool[];
}

/** A tool with the name that models know it by. */
export interface OfferedTool extends Target {
  readonly from: ToolSource;
  readonly called: CalledTool;
  readonly definition: ToolDefinition;
}

/** Returns why a tool is not offered to models; null if it is offered. */
export function problemOf(tool: Tool): NonNullable<ToolView['problem']> | null {
  if (tool.problem !== undefined) return tool.problem;
  if (tool.needsTasks === true) return 'needs_tasks';
  if (tool.definition.length > longestDefinition) return 'too_large';
  const type = tool.inputSchema['type'];
  return type === undefined || type === 'object' ? null : 'bad_schema';
}

/** Token counts by hash of the definition, because counting takes long. */
const costs = new Map<string, number>();
const maxCosts = 5000;

/** Estimates the tokens that a tool adds to each request. */
export function costOf({ name, description, inputSchema, definition }: Tool): number {
  const hash = hashOf(definition);
  const known = costs.get(hash);
  if (known !== undefined) return known;
  if (costs.size >= maxCosts) costs.clear();
  const cost = tokensOf(JSON.stringify({ name, description, parameters: inputSchema }));
  costs.set(hash, cost);
  return cost;
}

/** A tool and what its definition costs. */
export interface CostedTool {
  readonly key: string;
  readonly offered: OfferedTool;
  /** Per request, estimated. */
  readonly tokens: number;
}

/** Adds to each tool what it costs. */
export function costedTools(tools: readonly OfferedTool[]): readonly CostedTool[] {
  return tools.map((offered) => ({
    key: offered.called.key,
    offered,
    tokens: costOf(offered.tool),
  }));
}

/**
 * Returns the tools that a conversation may use, under names that model servers accept. The order
 * is the same in each request, because servers cache only identical beginnings.
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
  // Removes duplicates of tools that a server lists twice.
  const unique = [...new Map(found.map((each) => [each.called.key, each])).values()];
  const names = offeredNames(
    unique.map(({ source, tool, called }) => ({
      key: called.key,
      name: tool.name,
      server: source.kind === 'server' ? source.name : null,
    })),
  );
  return unique.map(({ source, identity, tool, called }) => ({
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
