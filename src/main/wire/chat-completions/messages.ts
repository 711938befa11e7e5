import type { OpenAI } from 'openai';
import { asArray, asObject, asText, parseJson } from '../json.ts';
import type { Call, Content, QuestionMessage, ToolDefinition } from '../protocol.ts';

/** A message in the API's format. */
export type ChatMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam;
type ChatContent = OpenAI.Chat.Completions.ChatCompletionContentPart;
type ChatTool = OpenAI.Chat.Completions.ChatCompletionTool;

/**
 * Makes a call's arguments acceptable to strict servers: a JSON object, empty if they were cut off.
 */
function soundArguments(text: string): string {
  return asObject(parseJson(text)) === null ? '{}' : text;
}

/** Makes a tool's name acceptable to strict servers. */
function soundName(name: string): string {
  const sound = name.replaceAll(/[^\w-]/g, '_').slice(0, 64);
  return sound === '' ? 'unknown' : sound;
}

/** Passes on a part that a program sent in this format; anything but an object becomes text. */
function foreignPart(value: unknown): ChatContent {
  // The program decides what it sends; whether the server accepts it is not our concern.
  return asObject(value) === null
    ? { type: 'text', text: JSON.stringify(value) }
    : (value as ChatContent);
}

function toPart(content: Content): ChatContent {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: content.text };
    case 'image':
      return { type: 'image_url', image_url: { url: content.url } };
    case 'foreign':
      return foreignPart(content.value);
  }
}

/** A plain string, which every server understands; an array only where it is needed. */
function plainest(contents: readonly Content[]): string | ChatContent[] {
  const texts = contents.map((content) => (content.kind === 'text' ? content.text : null));
  return texts.every((text) => text !== null) ? texts.join('\n\n') : contents.map(toPart);
}

function toMessage(message: QuestionMessage): ChatMessage {
  if (message.asSent !== undefined) return message.asSent as ChatMessage;
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user':
      return { role: 'user', content: plainest(message.contents) };
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text };
    case 'assistant': {
      const { text, calls } = message;
      if (calls.length === 0) return { role: 'assistant', content: text };
      return {
        role: 'assistant',
        content: text === '' ? null : text,
        tool_calls: calls.map((call) => ({
          id: call.callId,
          type: 'function',
          function: { name: soundName(call.name), arguments: soundArguments(call.arguments) },
        })),
      };
    }
  }
}

/** Converts messages to the Chat Completions format. */
export function toChatMessages(messages: readonly QuestionMessage[]): ChatMessage[] {
  return messages.map(toMessage);
}

/** Converts tools to the Chat Completions format. */
export function toChatTools(tools: readonly ToolDefinition[]): ChatTool[] {
  return tools.map(({ name, description, inputSchema }) => ({
    type: 'function',
    function: { name, description, parameters: { ...inputSchema } },
  }));
}

function contentOf(part: unknown): Content {
  const object = asObject(part);
  const text = object?.['text'];
  if (object?.['type'] === 'text' && typeof text === 'string') return { kind: 'text', text };
  const url = asObject(object?.['image_url'])?.['url'];
  // A part with more fields, such as the detail level of a picture, is passed on whole.
  const isPlainImage = object?.['type'] === 'image_url' && typeof url === 'string';
  return isPlainImage ? { kind: 'image', url } : { kind: 'foreign', value: part };
}

function contentsOf(content: unknown): readonly Content[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content }];
  return asArray(content).map(contentOf);
}

function wordsOf(content: unknown): string {
  return contentsOf(content)
    .map((each) => (each.kind === 'text' ? each.text : ''))
    .filter((text) => text !== '')
    .join('\n\n');
}

function callOf(value: unknown): Call {
  const call = asObject(value);
  const made = asObject(call?.['function']);
  return {
    callId: asText(call?.['id']),
    name: asText(made?.['name']),
    arguments: asText(made?.['arguments']),
  };
}

/**
 * Reads a message that a program sent in the Chat Completions format; what Parley does not read is
 * passed on.
 */
export function readChatMessage(sent: { readonly role: string }): QuestionMessage {
  const object = asObject(sent) ?? {};
  const content = object['content'];
  switch (sent.role) {
    case 'system':
    case 'developer':
      return { role: 'system', text: wordsOf(content), asSent: sent };
    case 'assistant':
      return {
        role: 'assistant',
        text: wordsOf(content),
        calls: asArray(object['tool_calls']).map(callOf),
        asSent: sent,
      };
    case 'tool':
      return {
        role: 'tool',
        callId: asText(object['tool_call_id']),
        text: wordsOf(content),
        asSent: sent,
      };
    default:
      return { role: 'user', contents: contentsOf(content), asSent: sent };
  }
}
