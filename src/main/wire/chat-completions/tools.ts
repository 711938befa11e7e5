import type { OpenAI } from 'openai';
import type { Needs } from '../needs.ts';
import type { ToolDefinition } from '../protocol.ts';
import { sendTools, sentSchema, type SentTools } from '../sent-tools.ts';

/** A tool in the API's format. */
export type ChatTool = OpenAI.Chat.Completions.ChatCompletionTool;

/** Converts tools to the Chat Completions format as the server requires it. */
export function toChatTools(tools: readonly ToolDefinition[], needs: Needs): SentTools<ChatTool> {
  return sendTools(tools, needs, (tool, name): ChatTool => {
    const parameters = sentSchema(tool, needs);
    return {
      type: 'function',
      function: {
        name,
        description: tool.description,
        ...(parameters === null ? {} : { parameters: { ...parameters } }),
      },
    };
  });
}
