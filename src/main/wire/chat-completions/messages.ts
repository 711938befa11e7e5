import type { OpenAI } from 'openai';
import { hasTools } from '../history.ts';
import { asArray, asObject, asText, type Json } from '../json.ts';
import { knownNeeds, type Needs } from '../needs.ts';
import type { Call, Content, QuestionMessage } from '../protocol.ts';
import { fieldsFor, type Origin } from '../answers/opaque.ts';
import { soundArguments, withSoundIds } from '../sound-calls.ts';
import { soundName } from '../sent-tools.ts';

/** A message in the API's format. */
export type ChatMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam;
type ChatContent = OpenAI.Chat.Completions.ChatCompletionContentPart;

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

/** The server and model that a history is sent to; they decide which opaque fields it contains. */
export interface Recipient extends Origin {
  readonly needs: Needs;
}

/**
 * The documented placeholder for calls that Gemini did not make; see its page on thought
 * signatures.
 */
const noSignature: Json = { google: { thought_signature: 'skip_thought_signature_validator' } };

type Assistant = Extract<QuestionMessage, { role: 'assistant' }>;

/**
 * Returns the extra fields of a call: its own, or the placeholder that Gemini requires on a
 * message's first call.
 */
function besideCall(call: Call, at: number, to: Recipient): { extra_content?: Json } {
  const { signatures } = to.needs;
  const own = fieldsFor(call.opaque, to).extra_content;
  if (own !== undefined && signatures !== 'replaced') return { extra_content: own };
  return at === 0 && signatures !== 'returned' ? { extra_content: noSignature } : {};
}

/** Returns the extra fields of an assistant message. */
function besideMessage(
  { thought, calls }: Assistant,
  to: Recipient,
  isAboutTools: boolean,
): object {
  const all = [thought?.opaque, ...calls.map(({ opaque }) => opaque)];
  const fields = all.map((opaque) => fieldsFor(opaque, to));
  const details = fields.find((each) => each.reasoning_details !== undefined)?.reasoning_details;
  if (details !== undefined) return { reasoning_details: details };
  const { reasoning } = to.needs;
  if (reasoning === 'nowhere') return {};
  if (fields.some((each) => each.reasoning_content === true)) {
    return { reasoning_content: thought?.text ?? '' };
  }
  return reasoning === 'everywhere' && isAboutTools ? { reasoning_content: '' } : {};
}

function toAssistant(message: Assistant, to: Recipient, isAboutTools: boolean): ChatMessage {
  const { text, calls } = message;
  const beside = besideMessage(message, to, isAboutTools);
  if (calls.length === 0) return { role: 'assistant', content: text, ...beside };
  return {
    role: 'assistant',
    content: text === '' ? null : text,
    ...beside,
    tool_calls: calls.map((call, at) => ({
      id: call.callId,
      type: 'function',
      function: {
        name: soundName(call.name, to.needs),
        arguments: soundArguments(call.arguments),
      },
      ...besideCall(call, at, to),
    })),
  };
}

function toMessage(message: QuestionMessage, to: Recipient, isAboutTools: boolean): ChatMessage {
  if (message.asSent !== undefined) return message.asSent as ChatMessage;
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user':
      return { role: 'user', content: plainest(message.contents) };
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text };
    case 'assistant':
      return toAssistant(message, to, isAboutTools);
  }
}

const anybody: Recipient = { provider: '', model: '', needs: knownNeeds('', '') };

/** Converts messages to the Chat Completions format. `offersTools`: the request contains tools. */
export function toChatMessages(
  messages: readonly QuestionMessage[],
  to: Recipient = anybody,
  offersTools = false,
): ChatMessage[] {
  const isAboutTools = offersTools || hasTools(messages);
  return withSoundIds(messages, to.needs.callIds).map((each) => toMessage(each, to, isAboutTools));
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
