import { createHash } from 'node:crypto';
import type { OpenAI } from 'openai';
import type { Needs } from '../needs.ts';
import type { ToolDefinition } from '../protocol.ts';
import { toGeminiSchema } from '../schemas/gemini.ts';

type ChatTool = OpenAI.Chat.Completions.ChatCompletionTool;

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

/** Tools as sent to a server. */
export interface SentTools {
  readonly tools: readonly ChatTool[];
  /** Original names by the names that were sent. */
  readonly names: ReadonlyMap<string, string>;
  /** The entry of each for {@link Needs.leftOut}, in the order sent. */
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
    // Servers require an object, and OpenAI requires its properties as well.
    function: { name, description, parameters: { properties: {}, ...schema, type: 'object' } },
  };
}

/**
 * Converts tools to the Chat Completions format as the server requires it. Tools that the server
 * refused are left out, and so is a second tool with the same name.
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
