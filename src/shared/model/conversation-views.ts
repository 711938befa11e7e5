import type {
  AttachmentPart,
  Conversation,
  ConversationHead,
  Message,
  Part,
  ResultContent,
  ToolState,
} from './conversation.ts';

// Separate from the schemas, so that a window does not load what only main uses.

/** Returns the head of a conversation. */
export function headOf(conversation: Conversation): ConversationHead {
  const { messages: _messages, version: _version, ...head } = conversation;
  return head;
}

const blankLines = /^(?:[ \t]*\r?\n)+/;

/** The separator that puts a blank line between two texts. Only the end of `before` matters. */
export function textBreak(before: string): string {
  if (/\n[ \t]*\n[ \t]*$/.test(before)) return '';
  return before.endsWith('\n') ? '\n' : '\n\n';
}

/** A text without leading blank lines. */
export function withoutBlankStart(text: string): string {
  return text.replace(blankLines, '');
}

/** Joins the parts of one kind, with blank lines between them. */
export function joinedText(parts: readonly Part[], kind: 'text' | 'reasoning' = 'text'): string {
  const texts = parts.flatMap((part) => (part.kind === kind ? [part.text] : []));
  if (texts.length <= 1) return texts[0] ?? '';
  const written = texts.filter((text) => text.trim() !== '');
  const [first, ...others] = written;
  if (first === undefined) return texts.join('');
  const pieces = [first];
  let end = first;
  for (const text of others) {
    const rest = withoutBlankStart(text);
    pieces.push(textBreak(end.slice(-200)), rest);
    end = rest;
  }
  return pieces.join('');
}

/** The text of a message: its text parts, with blank lines between them. */
export function textOf(message: Pick<Message, 'parts'>): string {
  return joinedText(message.parts);
}

/** The images and files of a message, in order. Excludes those in tool results. */
export function attachmentsOf(message: Pick<Message, 'parts'>): readonly AttachmentPart[] {
  return message.parts.filter((part) => part.kind === 'image' || part.kind === 'file');
}

/** Everything a message references in the attachment store, including images in tool results. */
export function mediaOf(message: Pick<Message, 'parts'>): readonly AttachmentPart[] {
  return message.parts.flatMap((part): readonly AttachmentPart[] => {
    switch (part.kind) {
      case 'image':
      case 'file':
        return [part];
      case 'tool_result':
        return part.content.filter((each) => each.kind === 'image' || each.kind === 'file');
      case 'text':
      case 'reasoning':
      case 'tool_call':
      case 'citation':
        return [];
    }
  });
}

/** Returns what of a tool result is meant for these eyes; structured data is for both. */
export function contentFor(
  audience: 'user' | 'assistant',
  content: readonly ResultContent[],
): readonly ResultContent[] {
  return content.filter(
    (each) => each.kind === 'structured' || (each.audience ?? audience) === audience,
  );
}

function contentText(content: ResultContent): readonly string[] {
  switch (content.kind) {
    case 'text':
      return [content.text];
    case 'link':
      return [[content.name, content.uri, content.description ?? ''].filter(Boolean).join('\n')];
    case 'structured':
    case 'image':
    case 'file':
      return [];
  }
}

/** Returns the text of a tool result. Structured data is left out, because it repeats the text. */
export function resultText(content: readonly ResultContent[]): string {
  return content.flatMap(contentText).join('\n\n');
}

/**
 * The streamed content of a part: its text, or the arguments of a call. Null for a part that
 * arrives whole.
 */
export function streamedText(part: Part): string | null {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return part.text;
    case 'tool_call':
      return part.arguments;
    case 'image':
    case 'file':
    case 'tool_result':
    case 'citation':
      return null;
  }
}

/** Replaces the {@link streamedText} of a part. A part that arrives whole is unchanged. */
export function withStreamedText<P extends Part>(part: P, text: string): P {
  switch (part.kind) {
    case 'text':
    case 'reasoning':
      return { ...part, text };
    case 'tool_call':
      return { ...part, arguments: text };
    case 'image':
    case 'file':
    case 'tool_result':
    case 'citation':
      return part;
  }
}

type CallPart = Extract<Part, { kind: 'tool_call' }>;

/** Changes the state of a call. The time of its start is kept only while it runs. */
export function withCallState(call: CallPart, state: ToolState, startedAt?: number): CallPart {
  const { startedAt: _before, ...rest } = call;
  return { ...rest, state, ...(startedAt === undefined ? {} : { startedAt }) };
}

/** Returns the calls of an answer that have no result, in order. */
export function unansweredCalls(parts: readonly Part[]): readonly CallPart[] {
  const answered = new Set<string>();
  const unanswered: CallPart[] = [];
  for (const part of parts.toReversed()) {
    // An id may be used again in a later round: a result belongs to the calls before it.
    if (part.kind === 'tool_result') answered.add(part.callId);
    if (part.kind === 'tool_call' && !answered.has(part.callId)) unanswered.unshift(part);
  }
  return unanswered;
}

/** Returns true if a tool call awaits a decision. */
export function hasProposedCall(message: Pick<Message, 'parts'> | undefined): boolean {
  return (
    message?.parts.some((part) => part.kind === 'tool_call' && part.state === 'proposed') ?? false
  );
}

/** The length of a message's text, in UTF-16 code units. */
export function lengthOf(message: Message): number {
  let length = 0;
  for (const part of message.parts) length += streamedText(part)?.length ?? 0;
  return length;
}
