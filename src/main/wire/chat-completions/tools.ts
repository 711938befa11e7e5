import { createHash } from 'node:crypto';
import type { OpenAI } from 'openai';
import type { Needs } from '../needs.ts';
import type { ToolDefinition } from '../protocol.ts';
import { toGeminiSchema } from '../schemas/gemini.ts';

type ChatTool = OpenAI.Chat.Completions.ChatCompletionTool;

/** Longest name of a tool. */
const longestName = 64;

/** The name of a tool as strict servers take it. */
export function soundName(name: string, { schemas }: Pick<Needs, 'schemas'>): string {
  const sound = name.replaceAll(/[^\w-]/g, '_');
  // Gemini wants a letter or _ first.
  const begun = schemas === 'gemini' && /^[^a-z_]/i.test(sound) ? `_${sound}` : sound;
  return begun === '' ? 'unknown' : begun.slice(0, longestName);
}

/** A mark of a definition, so that a tool that was refused is tried again once it has changed. */
function markOf(tool: ToolDefinition): string {
  const { name, description, inputSchema } = tool;
  const all = JSON.stringify([name, description, inputSchema]);
  return `${name} ${createHash('sha256').update(all).digest('base64url').slice(0, 12)}`;
}

/** The tools of a question as they are sent. */
export interface SentTools {
  readonly tools: readonly ChatTool[];
  /** By the name that they are sent under. */
  readonly names: ReadonlyMap<string, string>;
  /** What {@link Needs.leftOut} holds of each, in the order sent. */
  readonly marks: readonly string[];
}

function toChatTool(tool: ToolDefinition, name: string, { schemas }: Needs): ChatTool {
  const { description, inputSchema } = tool;
  if (schemas === 'gemini') {
    const parameters = toGeminiSchema(inputSchema);
    return {
      type: 'function',
      function: {
        name,
        description,
        ...(parameters === null ? {} : { parameters: { ...parameters } }),
      },
    };
  }
  const { $schema: _dialect, ...schema } = inputSchema;
  return {
    type: 'function',
    // Servers want an object, and OpenAI its properties as well.
    function: { name, description, parameters: { properties: {}, ...schema, type: 'object' } },
  };
}

/**
 * Puts tools into the form of Chat Completions, as a server wants them. Those it has refused are left
 * out, and so is a second one of the same name.
 */
export function toChatTools(tools: readonly ToolDefinition[], needs: Needs): SentTools {
  const sent: ChatTool[] = [];
  const names = new Map<string, string>();
  const marks: string[] = [];
  if (needs.refusesTools) return { tools: sent, names, marks };
  for (const tool of tools) {
    const mark = markOf(tool);
    const name = soundName(tool.name, needs);
    if (needs.leftOut.includes(mark) || names.has(name)) continue;
    sent.push(toChatTool(tool, name, needs));
    names.set(name, tool.name);
    marks.push(mark);
  }
  return { tools: sent, names, marks };
}
