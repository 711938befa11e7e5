import type { OpenAI } from 'openai';
import { parseJson, asObject } from '../json.ts';
import type { ChatMessage } from './turn.ts';

type ContentPart = OpenAI.Chat.Completions.ChatCompletionContentPart;
type AssistantMessage = OpenAI.Chat.Completions.ChatCompletionAssistantMessageParam;
type UserMessage = OpenAI.Chat.Completions.ChatCompletionUserMessageParam;

/** Stand where strict servers want a message and the conversation has none. */
const assistantSpeaksFirst = '[The assistant speaks first.]';
const goOn = 'Please go on.';
const noAnswerFollowed = '[No answer followed.]';

const isBlank = (text: string): boolean => text.trim() === '';

/** The text of a message, without pictures; '' for none. */
function textOfContent(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? [])
    .map((part) => (part.type === 'text' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n\n');
}

function toParts(content: UserMessage['content']): readonly ContentPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

/** A plain string is what every server understands; the array form only where it is needed. */
export function plainest(parts: readonly ContentPart[]): UserMessage['content'] {
  const texts = parts.map((part) => (part.type === 'text' ? part.text : null));
  const isText = texts.every((text) => text !== null);
  return isText ? texts.join('\n\n') : [...parts];
}

function joinUsers(first: UserMessage, second: UserMessage): UserMessage {
  return {
    role: 'user',
    content: plainest([...toParts(first.content), ...toParts(second.content)]),
  };
}

function joinAssistants(first: AssistantMessage, second: AssistantMessage): AssistantMessage {
  const text = [first, second]
    .map(({ content }) => textOfContent(content))
    .filter((one) => !isBlank(one))
    .join('\n\n');
  const calls = second.tool_calls ?? [];
  const content = text === '' ? null : text;
  return calls.length === 0
    ? { role: 'assistant', content: text }
    : { role: 'assistant', content, tool_calls: calls };
}

/** The message without what is blank; null when nothing is left of it. */
function withoutBlank(message: ChatMessage): ChatMessage | null {
  if (message.role === 'user') {
    const parts = toParts(message.content).filter(
      (part) => part.type !== 'text' || !isBlank(part.text),
    );
    return parts.length === 0 ? null : { ...message, content: plainest(parts) };
  }
  if (message.role === 'assistant') {
    const hasCalls = (message.tool_calls ?? []).length > 0;
    if (!isBlank(textOfContent(message.content))) return message;
    return hasCalls ? { ...message, content: null } : null;
  }
  if (message.role === 'tool') {
    return isBlank(textOfContent(message.content)) ? { ...message, content: '(empty)' } : message;
  }
  return isBlank(textOfContent(message.content)) ? null : message;
}

const isSystem = ({ role }: ChatMessage): boolean => role === 'system' || role === 'developer';

/** Adds a message so that roles alternate, by joining it to the last one or with a word between. */
function add(messages: ChatMessage[], message: ChatMessage): void {
  const last = messages.at(-1);
  if (message.role === 'user') {
    if (last?.role === 'user') {
      messages[messages.length - 1] = joinUsers(last, message);
      return;
    }
    // A tool's result belongs to the model, which has to speak before the person does.
    if (last?.role === 'tool') messages.push({ role: 'assistant', content: noAnswerFollowed });
  }
  if (message.role === 'assistant') {
    if (last === undefined || isSystem(last)) {
      messages.push({ role: 'user', content: assistantSpeaksFirst });
    }
    if (last?.role === 'assistant' && (last.tool_calls ?? []).length === 0) {
      messages[messages.length - 1] = joinAssistants(last, message);
      return;
    }
  }
  messages.push(message);
}

/**
 * Makes messages into a history that strict servers accept as well: after the system prompt the person
 * and the model take turns, the person first and last; none is empty. Nothing that was said is left out.
 */
export function takingTurns(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const turns: ChatMessage[] = [];
  for (const message of messages) {
    const kept = withoutBlank(message);
    if (kept !== null) add(turns, kept);
  }
  const last = turns.at(-1);
  if (last === undefined || isSystem(last) || last.role === 'assistant') {
    add(turns, { role: 'user', content: goOn });
  }
  return turns;
}

/** Puts the system prompt before the first question, for models that take none. */
export function foldSystem(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const system = messages
    .filter(isSystem)
    .map(({ content }) => textOfContent(content))
    .filter((text) => !isBlank(text))
    .join('\n\n');
  const rest = messages.filter((message) => !isSystem(message));
  return system === ''
    ? takingTurns(rest)
    : takingTurns([{ role: 'user', content: system }, ...rest]);
}

/** True for a system prompt, under either of its names. */
export function hasSystem(messages: readonly ChatMessage[]): boolean {
  return messages.some(isSystem);
}

/** True for calls of tools and their results. */
export function hasTools(messages: readonly ChatMessage[]): boolean {
  return messages.some(
    (message) =>
      message.role === 'tool' ||
      (message.role === 'assistant' && (message.tool_calls ?? []).length > 0),
  );
}

/** Tells calls of tools and their results in words, for servers that take neither. */
export function toolsInWords(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return takingTurns(
    messages.map((message): ChatMessage => {
      if (message.role === 'tool') {
        return { role: 'assistant', content: `[Result: ${textOfContent(message.content)}]` };
      }
      if (message.role !== 'assistant' || message.tool_calls === undefined) return message;
      const calls = message.tool_calls.map((call) =>
        call.type === 'function'
          ? `[Called ${call.function.name} with ${call.function.arguments}]`
          : '[Called a tool]',
      );
      const text = textOfContent(message.content);
      return { role: 'assistant', content: [text, ...calls].filter(Boolean).join('\n\n') };
    }),
  );
}

/** True for pictures in any question but the last. */
export function hasOldImages(messages: readonly ChatMessage[]): boolean {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.some((message, at) => at !== last && hasImage(message));
}

function hasImage({ content }: ChatMessage): boolean {
  return Array.isArray(content) && content.some(({ type }) => type === 'image_url');
}

/** Says in words that there were pictures in earlier questions; those of the last stay. */
export function oldImagesInWords(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.map((message, at): ChatMessage => {
    if (message.role !== 'user' || at === last || !hasImage(message)) return message;
    const parts = toParts(message.content).map((part): ContentPart =>
      part.type === 'image_url'
        ? { type: 'text', text: '[A picture was here, which this model does not see.]' }
        : part,
    );
    return { role: 'user', content: plainest(parts) };
  });
}

/** The arguments of a call as strict servers take them: an object of JSON, empty if they were cut off. */
export function soundArguments(text: string): string {
  return asObject(parseJson(text)) === null ? '{}' : text;
}

/** The name of a tool as strict servers take it. */
export function soundName(name: string): string {
  const sound = name.replaceAll(/[^\w-]/g, '_').slice(0, 64);
  return sound === '' ? 'unknown' : sound;
}
