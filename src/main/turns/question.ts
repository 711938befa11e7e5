import { attachmentsOf, joinedText, resultText } from '../../shared/model/conversation-views.ts';
import type { AttachmentPart, Message, Part, ToolState } from '../../shared/model/conversation.ts';
import { takingTurns } from '../wire/history.ts';
import type { Call, Content, QuestionMessage } from '../wire/protocol.ts';
import { partsOfPages, type PagesContent } from './page-parts.ts';

/** An attachment as a model gets it. `unreadable`: it contains nothing that a model could read. */
export type AttachmentContent =
  | { readonly kind: 'image'; /** A data: address. */ readonly url: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Set for the text of a web page, without its markup. */
      readonly isOfPage?: true;
    }
  | PagesContent
  /** `not_drawn_here`: the pages are pictures, and this program cannot draw them. */
  | { readonly kind: 'missing' | 'unreadable' | 'not_drawn_here' };

/** Reads an attachment. Never rejects. */
export type LoadAttachment = (part: AttachmentPart) => Promise<AttachmentContent>;

/** Contents of attachments by {@link contentKey}. */
export type AttachmentContents = ReadonlyMap<string, AttachmentContent>;

/**
 * The cache key of an attachment's content. It includes the encoding, because the same bytes read
 * differently under another one.
 */
export function contentKey(part: AttachmentPart): string {
  const encoding = part.kind === 'file' ? (part.encoding ?? '') : '';
  return `${part.attachment} ${part.mediaType} ${encoding}`;
}

/**
 * Reads each attachment of the request once. When `signal` is aborted, returns what has been read
 * so far.
 */
export async function loadAttachments(
  path: readonly Message[],
  load: LoadAttachment,
  signal: AbortSignal,
): Promise<AttachmentContents> {
  const contents = new Map<string, AttachmentContent>();
  const stopped = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  for (const message of path) {
    if (message.role !== 'user') continue;
    for (const part of attachmentsOf(message)) {
      if (signal.aborted) return contents;
      const key = contentKey(part);
      if (contents.has(key)) continue;
      // A long PDF takes seconds, and Stop must not wait for it.
      const content = await Promise.race([load(part), stopped]);
      if (content === null) return contents;
      contents.set(key, content);
    }
  }
  return contents;
}

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

function textHead(name: string, { isOfPage }: { readonly isOfPage?: true }): string {
  return isOfPage === true
    ? `File ${name}, the text of the page without its markup`
    : `File ${name}`;
}

function attachmentContent(
  part: AttachmentPart,
  contents: AttachmentContents | undefined,
): readonly Content[] {
  const content = contents?.get(contentKey(part)) ?? { kind: 'missing' };
  switch (content.kind) {
    case 'image':
      return [{ kind: 'image', url: content.url }];
    case 'text':
      return [{ kind: 'text', text: `${textHead(part.name, content)}:\n\n${content.text}` }];
    case 'pages':
      return partsOfPages(part.name, content);
    case 'missing':
      return [{ kind: 'text', text: `[${part.name} is no longer available]` }];
    case 'unreadable':
      return [{ kind: 'text', text: `[${part.name} is a file that cannot be read as text]` }];
    case 'not_drawn_here':
      return [
        {
          kind: 'text',
          text: `[${part.name} was scanned and holds no text; its pages are only drawn in Parley's window]`,
        },
      ];
  }
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

/** The calls of one step of an answer, each followed by its result. */
function stepMessages(
  parts: readonly Part[],
  results: ReadonlyMap<string, string[]>,
): readonly QuestionMessage[] {
  const said = joinedText(parts);
  const made = parts.filter((part) => part.kind === 'tool_call');
  const ids = soundIds(made);
  const calls = made.map((part, at): Call => ({
    callId: ids[at] ?? '',
    name: part.name,
    arguments: part.arguments,
  }));
  if (calls.length === 0) return said === '' ? [] : [{ role: 'assistant', text: said, calls }];
  const given = made.map(({ callId, state }, at): QuestionMessage => ({
    role: 'tool',
    callId: ids[at] ?? '',
    text: results.get(callId)?.shift() ?? missingResult(state),
  }));
  return [{ role: 'assistant', text: said, calls }, ...given];
}

/**
 * Turns an answer into one assistant message, or several with the results of its tool calls in
 * between.
 */
function assistantMessages(message: Message): readonly QuestionMessage[] {
  const messages: QuestionMessage[] = [];
  let parts: Part[] = [];
  let results = new Map<string, string[]>();
  for (const part of message.parts) {
    if (part.kind === 'tool_result') {
      results.set(part.callId, [...(results.get(part.callId) ?? []), resultText(part.content)]);
      continue;
    }
    if (results.size > 0) {
      messages.push(...stepMessages(parts, results));
      parts = [];
      results = new Map();
    }
    parts.push(part);
  }
  messages.push(...stepMessages(parts, results));
  return messages;
}

/** Reasons that suggest a question was refused because of its content. */
function isRefusedForItself({ role, status, error, parts }: Message): boolean {
  if (role !== 'assistant' || status !== 'failed' || error === undefined) return false;
  if (parts.some((part) => part.kind === 'text' && part.text.trim() !== '')) return false;
  if (error.kind === 'content_filter' || error.kind === 'context_length') return true;
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
 * accept; see {@link takingTurns}. Answers without text and questions that were refused for their
 * content are left out. Reasoning is never sent back: servers refuse or ignore it, and it would
 * fill the context.
 */
export function buildMessages(
  path: readonly Message[],
  systemPrompt: string,
  options: QuestionOptions = {},
): readonly QuestionMessage[] {
  const messages: QuestionMessage[] = [];
  if (systemPrompt.trim() !== '') messages.push({ role: 'system', text: systemPrompt });
  for (const message of withoutRefused(path)) {
    messages.push(
      ...(message.role === 'user'
        ? userMessage(message, options.attachments)
        : assistantMessages(message)),
    );
  }
  if (options.continueAnswer === true && messages.at(-1)?.role === 'assistant') {
    messages.push({ role: 'user', contents: [{ kind: 'text', text: continueInstruction }] });
  }
  return takingTurns(messages);
}
