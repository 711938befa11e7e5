import type { OpenAI } from 'openai';
import { fieldsFor, type Origin, type ReasoningBefore } from '../answers/opaque.ts';
import { asObject, asText, type Json } from '../json.ts';
import type { Needs } from '../needs.ts';
import type { Content, QuestionMessage } from '../protocol.ts';
import { soundName } from '../sent-tools.ts';
import { soundArguments, withSoundIds } from '../sound-calls.ts';

/** An item of the input in the API's format. */
export type InputItem = OpenAI.Responses.ResponseInputItem;
type InputContent = OpenAI.Responses.ResponseInputContent;

/** The server and model that an input is sent to; they decide which reasoning it contains. */
export interface InputRecipient extends Origin {
  readonly needs: Needs;
}

/** Translates a content part of Chat Completions that Parley does not read. */
function foreignPart(value: unknown): InputContent {
  const part = asObject(value);
  const image = asObject(part?.['image_url']);
  const file = asObject(part?.['file']);
  if (part?.['type'] === 'image_url' && image !== null) {
    const detail = image['detail'];
    return {
      type: 'input_image',
      image_url: asText(image['url']),
      detail: detail === 'low' || detail === 'high' ? detail : 'auto',
    };
  }
  // The program decides what it sends; whether the server accepts it is not our concern.
  if (part?.['type'] === 'file' && file !== null) return { ...file, type: 'input_file' };
  if (asText(part?.['type']).startsWith('input_')) return value as InputContent;
  return { type: 'input_text', text: asText(part?.['text']) || JSON.stringify(value) };
}

function toPart(content: Content): InputContent {
  switch (content.kind) {
    case 'text':
      return { type: 'input_text', text: content.text };
    case 'image':
      return { type: 'input_image', image_url: content.url, detail: 'auto' };
    case 'foreign':
      return foreignPart(content.value);
  }
}

/** A plain string, which every server understands; an array only where it is needed. */
function plainest(contents: readonly Content[]): string | InputContent[] {
  const texts = contents.map((content) => (content.kind === 'text' ? content.text : null));
  return texts.every((text) => text !== null) ? texts.join('\n\n') : contents.map(toPart);
}

type Assistant = Extract<QuestionMessage, { role: 'assistant' }>;

/** Reasoning items that this recipient made for a message, with what each of them precedes. */
function reasoningOf(
  { thought, calls }: Assistant,
  to: InputRecipient,
): readonly ReasoningBefore[] {
  if (to.needs.reasoning === 'nowhere') return [];
  const all = [thought?.opaque, ...calls.map(({ opaque }) => opaque)];
  return all.flatMap((opaque) => fieldsFor(opaque, to).reasoning_items ?? []);
}

/**
 * A message of the model: its text, then its calls. A reasoning item stands right before the item
 * that it led to; without that item the API refuses it. Items carry no ids, since nothing is stored
 * that they could refer to.
 */
function toAssistant(message: Assistant, to: InputRecipient): readonly InputItem[] {
  const { text, calls } = message;
  const reasoning = reasoningOf(message, to);
  const before = (place: ReasoningBefore['before']): readonly InputItem[] =>
    reasoning.flatMap((each) => (each.before === place ? [each.item as unknown as InputItem] : []));
  const said: readonly InputItem[] =
    text === '' ? [] : [...before('text'), { type: 'message', role: 'assistant', content: text }];
  return [
    ...said,
    ...calls.flatMap((call, at): readonly InputItem[] => [
      ...before(at),
      {
        type: 'function_call',
        call_id: call.callId,
        name: soundName(call.name, to.needs),
        arguments: soundArguments(call.arguments),
      },
    ]),
  ];
}

function toItems(message: QuestionMessage, to: InputRecipient): readonly InputItem[] {
  switch (message.role) {
    case 'system':
      return [{ type: 'message', role: 'system', content: message.text }];
    case 'user':
      return [{ type: 'message', role: 'user', content: plainest(message.contents) }];
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.callId, output: message.text }];
    case 'assistant':
      return toAssistant(message, to);
  }
}

/**
 * A message without the form of Chat Completions in which another program sent it. Its parts are
 * translated one by one, so that details that Parley does not read, such as that of a picture, stay.
 */
function inOwnWords({ asSent, ...message }: QuestionMessage): QuestionMessage {
  const sent = asObject(asSent)?.['content'];
  if (message.role !== 'user' || !Array.isArray(sent)) return message;
  return { role: 'user', contents: sent.map((value: unknown) => ({ kind: 'foreign', value })) };
}

/** What a request says of the conversation. */
export interface Input {
  /** The system prompt; null if there is none. */
  readonly instructions: string | null;
  readonly input: readonly InputItem[];
}

/** Converts messages to the format of the Responses API: the whole conversation, with no state. */
export function toInput(messages: readonly QuestionMessage[], to: InputRecipient): Input {
  const plain = messages.map(inOwnWords);
  const first = plain.findIndex(({ role }) => role !== 'system');
  const at = first === -1 ? plain.length : first;
  const system = plain
    .slice(0, at)
    .map((message) => (message.role === 'system' ? message.text : ''));
  return {
    instructions: system.length === 0 ? null : system.join('\n\n'),
    input: withSoundIds(plain.slice(at), to.needs.callIds).flatMap((each) => toItems(each, to)),
  };
}

/** A reasoning item in the form in which the API takes it back; null if it cannot be sent back. */
export function replayable(item: Json): Json | null {
  const { id, encrypted_content: sealed, content, summary } = item;
  const isOpen = Array.isArray(content) && content.length > 0;
  // An id alone refers to what the server would have to have stored.
  if (asText(sealed) === '' && !isOpen) return null;
  return {
    type: 'reasoning',
    ...(asText(id) === '' ? {} : { id }),
    summary: Array.isArray(summary) ? summary : [],
    ...(isOpen ? { content } : {}),
    ...(asText(sealed) === '' ? {} : { encrypted_content: sealed }),
  };
}
