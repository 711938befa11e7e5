import type { Client } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { expected } from '../../../shared/expected.ts';
import type { Tool } from '../ports.ts';
import type { ServerLog } from './log.ts';
import { stableJson } from './stable-json.ts';

/** Limits on pages and tools, because a faulty server's list may be endless. */
const maxPages = 200;
const maxTools = 5000;

/**
 * The longest definition, in UTF-16 code units of JSON. A longer one would cost more than a whole
 * conversation.
 */
const longestDefinition = 64_000;
const deepestSchema = 40;
const longestName = 400;

/** Time limit for a page, in ms. */
const pageMs = 60_000;

/**
 * A page. Only its outer structure is validated, so that an invalid tool does not discard the
 * others.
 */
const pageSchema = z.looseObject({
  tools: z.array(z.unknown()).readonly(),
  nextCursor: z.string().nullish(),
});

const schemaSchema = z.looseObject({ type: z.literal('object').optional() });

const toolSchema = z.looseObject({
  name: z.string().min(1).max(longestName),
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  inputSchema: schemaSchema,
  outputSchema: z.looseObject({}).optional().catch(undefined),
  annotations: z
    .looseObject({
      title: z.string().optional().catch(undefined),
      readOnlyHint: z.boolean().optional().catch(undefined),
      destructiveHint: z.boolean().optional().catch(undefined),
      openWorldHint: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  execution: z
    .looseObject({ taskSupport: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
type RawTool = z.infer<typeof toolSchema>;

const nameSchema = z.looseObject({ name: z.string().min(1).max(longestName) });

const unknownHints = { isReadOnly: false, isDestructive: true, reachesInternet: true } as const;

/** Returns true for data nested more deeply than any reasonable schema. */
function isTooDeep(value: unknown, depth = 0): boolean {
  if (depth > deepestSchema) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((each) => isTooDeep(each, depth + 1));
}

function leftOut(raw: unknown, problem: NonNullable<Tool['problem']>): Tool | null {
  const named = nameSchema.safeParse(raw);
  if (!named.success) return null;
  const { name } = named.data;
  return {
    name,
    title: name,
    description: '',
    inputSchema: { type: 'object' },
    hints: unknownHints,
    definition: problem,
    problem,
  };
}

function readTool(tool: RawTool, definition: string): Tool {
  const {
    name,
    title,
    description = '',
    inputSchema,
    outputSchema,
    annotations = {},
    execution,
  } = tool;
  return {
    name,
    title: (title ?? annotations.title ?? '').trim() || name,
    description,
    // Some servers omit the type.
    inputSchema: { ...inputSchema, type: 'object' },
    ...(outputSchema === undefined ? {} : { outputSchema }),
    hints: {
      isReadOnly: annotations.readOnlyHint ?? false,
      isDestructive:
        annotations.readOnlyHint === true ? false : (annotations.destructiveHint ?? true),
      reachesInternet: annotations.openWorldHint ?? true,
    },
    definition,
    ...(execution?.taskSupport === 'required' ? { needsTasks: true } : {}),
  };
}

/** Parses a server's tool; null if it has no usable name. */
export function toolOf(raw: unknown): Tool | null {
  if (isTooDeep(raw)) return leftOut(raw, 'bad_schema');
  const read = toolSchema.safeParse(raw);
  if (!read.success) return leftOut(raw, 'bad_schema');
  // Models see neither field, and both may change at every start.
  const { _meta, icons: _icons, ...told } = read.data;
  const definition = stableJson(told);
  if (definition.length > longestDefinition) return leftOut(raw, 'too_large');
  return readTool(read.data, definition);
}

/**
 * Reads all tools of a server. Throws an ExpectedError if its list is endless, and the SDK's
 * errors.
 */
export async function readTools(
  client: Client,
  { server, log, signal }: { server: string; log: ServerLog; signal: AbortSignal },
): Promise<readonly Tool[]> {
  if (client.getServerCapabilities()?.tools === undefined) return [];
  const tools = new Map<string, Tool>();
  const cursors = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; ; page += 1) {
    if (page >= maxPages || tools.size > maxTools) throw expected('tool_list_endless', { server });
    const { tools: raw, nextCursor } = await client.request(
      { method: 'tools/list', ...(cursor === undefined ? {} : { params: { cursor } }) },
      pageSchema,
      { signal, timeout: pageMs },
    );
    for (const each of raw) {
      const tool = toolOf(each);
      if (tool === null) log.note({ kind: 'tool_unnamed' });
      else if (tools.has(tool.name)) log.note({ kind: 'tool_twice', name: tool.name });
      else tools.set(tool.name, tool);
    }
    // Some servers end the list with '', and some repeat the last page.
    if (nextCursor === undefined || nextCursor === null || nextCursor === '') break;
    if (cursors.has(nextCursor)) break;
    cursors.add(nextCursor);
    cursor = nextCursor;
  }
  for (const { name, problem } of tools.values())
    if (problem !== undefined) log.note({ kind: 'tool_unusable', name, problem });
  return [...tools.values()];
}
