import { joinedText } from '../../shared/model/conversation-views.ts';
import { activeCheckpoint, sentPath } from '../../shared/model/message/checkpoint.ts';
import type { Message, Part, ResultContent, ToolState } from '../../shared/model/conversation.ts';
import { picturesFollow, takingTurns } from '../wire/history.ts';
import type { Call, Content, QuestionMessage, Thought } from '../wire/protocol.ts';
import { attachmentContent, type AttachmentContents } from './attachment-contents.ts';
import { checkpointNote } from './checkpoint-note.ts';
import { givenBack } from './given-back.ts';

/** Options for building the messages of a question. */
export interface QuestionOptions {
  /** The path ends with a cut-off answer that the model should continue. */
  readonly continueAnswer?: boolean;
  readonly attachments?: AttachmentContents;
}

/**
 * Asks for the rest of an answer. A request that ends with the partial assistant message
 * ("prefill") is continued only by some servers (vLLM and DeepSeek need their own flag, Mistral
 * `prefix: true`); others start over or refuse a last message that is not the user's. Every server
 * understands a short instruction from the user.
 */
const continueInstruction =
  'Your answer was cut off. Continue it exactly where it stopped, even in the middle of a word or a code block. Do not repeat anything and do not add an introduction.';

/** The result sent for a call that has none; servers refuse a history with missing results. */
function missingResult(state: ToolState): string {
  return state === 'interrupted'
    ? 'The call was interrupted. Whether it took effect is not known.'
    : 'The call was not run.';
}

function userMessage(
  message: Message,
  attachments: AttachmentContents | undefined,
): readonly QuestionMessage[] {
  const contents = message.parts.flatMap((part): readonly Content[] => {
    switch (part.kind) {
      case 'text':
        return [{ kind: 'text', text: part.text }];
      case 'image':
      case 'file':
        return attachmentContent(part, attachments);
      case 'reasoning':
      case 'tool_call':
      case 'tool_result':
      case 'citation':
        return [];
    }
  });
  return contents.length === 0 ? [] : [{ role: 'user', contents }];
}

/** Gives each call a unique id; servers refuse empty or duplicate ids. */
function soundIds(calls: readonly { readonly callId: string }[]): readonly string[] {
  const taken = new Set<string>();
  return calls.map(({ callId }) => {
    const wanted = callId === '' ? 'call' : callId;
    let id = wanted;
    for (let count = 2; taken.has(id); count += 1) id = `${wanted}_${count}`;
    taken.add(id);
    return id;
  });
}

/**
 * Returns the reasoning of one step of an answer; undefined if its server wants none of it back.
 */
function thoughtOf(parts: readonly Part[]): Thought | undefined {
  const thoughts = parts.filter((part) => part.kind === 'reasoning');
  const opaque = thoughts.findLast((part) => part.opaque !== undefined)?.opaque;
  if (opaque === undefined) return undefined;
  return { text: thoughts.map(({ text }) => text).join(''), opaque };
}

type Results = ReadonlyMap<string, (readonly ResultContent[])[]>;

/**
 * Builds the messages of one step of an answer: its text and calls, then their results. Pictures
 * from results follow in a user message, because many servers ignore pictures in tool messages. A
 * call is sent as the model made it, even if the person edited its arguments.
 */
function stepMessages(
  parts: readonly Part[],
  results: Results,
  attachments: AttachmentContents | undefined,
): readonly QuestionMessage[] {
  const text = joinedText(parts);
  const thought = thoughtOf(parts);
  const made = parts.filter((part) => part.kind === 'tool_call');
  const ids = soundIds(made);
  const calls = made.map((part, at): Call => ({
    callId: ids[at] ?? '',
    name: part.name,
    arguments: part.arguments,
    ...(part.opaque === undefined ? {} : { opaque: part.opaque }),
  }));
  if (calls.length === 0 && text === '') return [];
  const said: QuestionMessage = {
    role: 'assistant',
    text,
    calls,
    ...(thought === undefined ? {} : { thought }),
  };
  const pictures: Content[] = [];
  const given = made.map(({ callId, name, state }, at): QuestionMessage => {
    const content = results.get(callId)?.shift();
    const back = content === undefined ? null : givenBack(content, name, attachments);
    if (back !== null) pictures.push(...back.pictures);
    return {
      role: 'tool',
      callId: ids[at] ?? '',
      text: back === null ? missingResult(state) : back.text,
    };
  });
  const messages: readonly QuestionMessage[] = [said, ...given];
  if (pictures.length === 0) return messages;
  return [...messages, picturesFollow, { role: 'user', contents: pictures }];
}

/**
 * Turns an answer into one assistant message, or several with the results of its tool calls in
 * between.
 */
export function answerMessages(
  message: Pick<Message, 'parts'>,
  attachments: AttachmentContents | undefined,
): readonly QuestionMessage[] {
  const messages: QuestionMessage[] = [];
  let parts: Part[] = [];
  let results = new Map<string, (readonly ResultContent[])[]>();
  for (const part of message.parts) {
    if (part.kind === 'tool_result') {
      results.set(part.callId, [...(results.get(part.callId) ?? []), part.content]);
      continue;
    }
    if (results.size > 0) {
      messages.push(...stepMessages(parts, results, attachments));
      parts = [];
      results = new Map();
    }
    parts.push(part);
  }
  messages.push(...stepMessages(parts, results, attachments));
  return messages;
}

/** Reasons that suggest a question was refused because of its content. */
function isRefusedForItself({ role, status, error, parts }: Message): boolean {
  if (role !== 'assistant' || status !== 'failed' || error === undefined) return false;
  if (parts.some((part) => part.kind === 'text' && part.text.trim() !== '')) return false;
  if (error.kind === 'content_filter' || error.kind === 'context_length') return true;
  // llama.cpp refuses pictures with 500, and OpenRouter with 404.
  if (error.reason === 'images' || error.reason === 'image_size') return true;
  return error.kind === 'invalid' && [400, 413, 415, 422].includes(error.status ?? 0);
}

/**
 * Drops questions that a server refused because of their content, once others follow. Sent again,
 * they would cause every later question to be refused too.
 */
function withoutRefused(path: readonly Message[]): readonly Message[] {
  const isOut = (index: number): boolean => {
    const answer = path[index + 1];
    return answer !== undefined && index + 2 < path.length && isRefusedForItself(answer);
  };
  return path.filter(
    ({ role }, index) => !(role === 'user' && isOut(index)) && !(index > 0 && isOut(index - 1)),
  );
}

/**
 * Builds the messages to send from the path on show, in order, in a form that strict servers
 * accept; see {@link takingTurns}. The note of the last checkpoint replaces the messages before it.
 * Answers without text and questions that were refused for their content are left out. Reasoning is
 * included only in turns with tool calls whose server requires it back: elsewhere servers refuse or
 * ignore it, and it would fill the context.
 */
export function buildMessages(
  path: readonly Message[],
  systemPrompt: string,
  options: QuestionOptions = {},
): readonly QuestionMessage[] {
  const messages: QuestionMessage[] = [];
  if (systemPrompt.trim() !== '') messages.push({ role: 'system', text: systemPrompt });
  const sent = sentPath(path);
  const checkpoint = sent[0] === undefined ? undefined : activeCheckpoint(sent[0]);
  if (checkpoint !== undefined) {
    const note = { kind: 'text', text: checkpointNote(checkpoint) } as const;
    messages.push({ role: 'user', contents: [note] });
  }
  for (const message of withoutRefused(sent)) {
    messages.push(
      ...(message.role === 'user'
        ? userMessage(message, options.attachments)
        : answerMessages(message, options.attachments)),
    );
  }
  if (options.continueAnswer === true && messages.at(-1)?.role === 'assistant') {
    messages.push({ role: 'user', contents: [{ kind: 'text', text: continueInstruction }] });
  }
  return takingTurns(messages);
}
