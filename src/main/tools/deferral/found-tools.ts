import * as z from 'zod';
import type { Message, Part } from '../../../shared/model/conversation.ts';

/** The key of the tool that finds deferred tools. */
export const searchToolKey = 'search/tool_search';

/** What a search stores in its result beside the text for the model. */
const foundSchema = z.object({ kind: z.literal('tools'), tools: z.array(z.string()) });

/** Writes the keys of found tools for {@link foundIn}. */
export function foundJson(keys: readonly string[]): string {
  return JSON.stringify({ kind: 'tools', tools: keys });
}

function keysIn(json: string): readonly string[] {
  try {
    const read = foundSchema.safeParse(JSON.parse(json));
    return read.success ? read.data.tools : [];
  } catch {
    // Not written by a search of this Parley.
    return [];
  }
}

/**
 * Returns the keys of the tools that an answer has found, by a search or by calling them, in order.
 * They are read from the stored parts alone, so that a restart or a branch gives the same list.
 */
export function foundIn(parts: readonly Part[]): readonly string[] {
  const searches = new Set<string>();
  const found: string[] = [];
  for (const part of parts) {
    if (part.kind === 'tool_call' && part.tool !== undefined) {
      const { key } = part.tool;
      // Call ids may be used again in a later round.
      if (key === searchToolKey) searches.add(part.callId);
      else {
        searches.delete(part.callId);
        found.push(key);
      }
    }
    if (part.kind !== 'tool_result' || part.isError || !searches.has(part.callId)) continue;
    for (const each of part.content) {
      if (each.kind === 'structured') found.push(...keysIn(each.json));
    }
  }
  return found;
}

/** A message, as far as tools may have been found in it. */
export type FoundMessage = Pick<Message, 'role' | 'parts'>;

/** Returns the keys that the answers on a path have found, in order. */
export function foundOn(path: readonly FoundMessage[]): readonly string[] {
  return path.flatMap(({ role, parts }) => (role === 'assistant' ? foundIn(parts) : []));
}

/** A tool that may be offered once it is found. */
export interface Findable {
  readonly key: string;
  readonly tokens: number;
}

/** Limits on the found tools that are offered. */
export interface FoundLimits {
  readonly count: number;
  readonly tokens: number;
}

function fits(tools: readonly Findable[], limits: FoundLimits): boolean {
  const tokens = tools.reduce((sum, each) => sum + each.tokens, 0);
  return tools.length <= limits.count && tokens <= limits.tokens;
}

/**
 * Returns the found tools to offer, each once, in the order in which they were found. A new one is
 * appended, so that the beginning of requests stays the same for servers that cache it. When they
 * exceed the limits, the older half is dropped at once and not one by one, for the same reason; the
 * newest is always offered.
 */
export function offeredOf<T extends Findable>(
  found: readonly string[],
  findable: ReadonlyMap<string, T>,
  limits: FoundLimits,
): readonly T[] {
  let offered: T[] = [];
  const half = { count: Math.floor(limits.count / 2), tokens: limits.tokens / 2 };
  for (const key of found) {
    const tool = findable.get(key);
    if (tool === undefined || offered.includes(tool)) continue;
    offered.push(tool);
    if (fits(offered, limits)) continue;
    let kept: T[] = [tool];
    for (const older of offered.slice(0, -1).toReversed()) {
      if (!fits([older, ...kept], half)) break;
      kept = [older, ...kept];
    }
    offered = kept;
  }
  return offered;
}
