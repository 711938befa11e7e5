import type { ToolSourceView, ToolsView, ToolView } from '../../shared/model/tools.ts';
import { searchEngines } from '../../shared/model/tools.ts';
import { permissionOf } from './approvals/permissions.ts';
import type { KeptPermission, KeptTools } from './kept.ts';
import type { Tool } from './ports.ts';
import type { ToolSecrets } from './secrets.ts';
import { costOf, problemOf, type SourceTools } from './tool-table.ts';

function toolView(
  tool: Tool,
  { source, identity }: SourceTools,
  permissions: readonly KeptPermission[],
): ToolView {
  const { name, title, description, hints } = tool;
  const target = { source: source.id, sourceName: source.name, identity, tool };
  const problem = problemOf(tool);
  return {
    key: `${source.id}/${name}`,
    name,
    title,
    description,
    hints,
    tokens: costOf(tool),
    permission: permissionOf(permissions, target),
    ...(problem === null ? {} : { problem }),
  };
}

function sourceView(given: SourceTools, permissions: readonly KeptPermission[]): ToolSourceView {
  const { source, identity, tools } = given;
  const signIn = source.signIn?.() ?? null;
  return {
    id: source.id,
    kind: source.kind,
    name: source.name,
    state: source.state(),
    tools: tools.map((tool) => toolView(tool, given, permissions)),
    allowsReadOnly: permissions.some(
      (each) =>
        each.kind === 'always_read_only' && each.source === source.id && each.identity === identity,
    ),
    ...(source.needsSetup?.() === true ? { needsSetup: true } : {}),
    ...(signIn === null ? {} : { signIn }),
  };
}

/** Returns the state of all tools for a window. */
export function toolsView(
  kept: KeptTools,
  sources: readonly SourceTools[],
  secrets: Pick<ToolSecrets, 'hasKey'>,
): ToolsView {
  const { servers, search, allowedHosts, permissions } = kept;
  const secretNames = servers.map(({ id, fields }) => [
    id,
    fields.flatMap(({ name, value }) => (value === null ? [name] : [])),
  ]);
  return {
    sources: sources.map((source) => sourceView(source, permissions)),
    servers,
    secrets: Object.fromEntries(secretNames),
    search: {
      engine: search.engine,
      url: search.url,
      keys: searchEngines.filter((engine) => secrets.hasKey(engine)),
      allowedHosts: allowedHosts.map(({ host }) => host),
    },
  };
}
