import { createHash } from 'node:crypto';
import type { Needs } from './needs.ts';
import type { ToolDefinition } from './protocol.ts';
import { toGeminiSchema } from './schemas/gemini.ts';

/** The longest tool name. */
const longestName = 64;

/** Makes a tool's name acceptable to strict servers. */
export function soundName(name: string, { schemas }: Pick<Needs, 'schemas'>): string {
  const sound = name.replaceAll(/[^\w-]/g, '_');
  // Gemini requires a letter or underscore first.
  const begun = schemas === 'gemini' && /^[^a-z_]/i.test(sound) ? `_${sound}` : sound;
  return begun === '' ? 'unknown' : begun.slice(0, longestName);
}

/** Identifies a definition, so that a refused tool is tried again once its definition changes. */
function markOf(tool: ToolDefinition): string {
  const { name, description, inputSchema } = tool;
  const all = JSON.stringify([name, description, inputSchema]);
  return `${name} ${createHash('sha256').update(all).digest('base64url').slice(0, 12)}`;
}

/** The schema of a tool's arguments as the server requires it; null if it must be left out. */
export function sentSchema(
  { inputSchema }: ToolDefinition,
  { schemas }: Pick<Needs, 'schemas'>,
): Readonly<Record<string, unknown>> | null {
  if (schemas === 'gemini') return toGeminiSchema(inputSchema);
  const { $schema: _dialect, ...schema } = inputSchema;
  // Servers require an object, and OpenAI requires its properties as well.
  return { properties: {}, ...schema, type: 'object' };
}

/** Tools as sent to a server, in the format of its wire. */
export interface SentTools<T> {
  readonly tools: readonly T[];
  /** Original names by the names that were sent. */
  readonly names: ReadonlyMap<string, string>;
  /** The entry of each for {@link Needs.leftOut}, in the order sent. */
  readonly marks: readonly string[];
}

/**
 * Converts tools to a wire's format. Tools that the server refused are left out, and so is a second
 * tool with the same name.
 */
export function sendTools<T>(
  tools: readonly ToolDefinition[],
  needs: Needs,
  toWire: (tool: ToolDefinition, name: string) => T,
): SentTools<T> {
  const sent: T[] = [];
  const names = new Map<string, string>();
  const marks: string[] = [];
  if (needs.refusesTools) return { tools: sent, names, marks };
  for (const tool of tools) {
    const mark = markOf(tool);
    const name = soundName(tool.name, needs);
    if (needs.leftOut.includes(mark) || names.has(name)) continue;
    sent.push(toWire(tool, name));
    names.set(name, tool.name);
    marks.push(mark);
  }
  return { tools: sent, names, marks };
}
