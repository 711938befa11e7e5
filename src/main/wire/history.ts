import type { Content, QuestionMessage } from './protocol.ts';

type Assistant = Extract<QuestionMessage, { role: 'assistant' }>;
type User = Extract<QuestionMessage, { role: 'user' }>;

/** Placeholders where strict servers expect a message and the conversation has none. */
const assistantSpeaksFirst = '[The assistant speaks first.]';
const goOn = 'Please go on.';
const noAnswerFollowed = '[No answer followed.]';

/** Separates tool results from their pictures: some servers require an assistant message there. */
export const picturesFollow: QuestionMessage = {
  role: 'assistant',
  text: '[The pictures of these results follow.]',
  calls: [],
};

const isBlank = (text: string): boolean => text.trim() === '';

const ofText = (text: string): User => ({ role: 'user', contents: [{ kind: 'text', text }] });

/** The text of a message, without pictures; '' if there is none. */
function textOf(message: QuestionMessage): string {
  if (message.role !== 'user') return message.text;
  return message.contents
    .map((content) => (content.kind === 'text' ? content.text : ''))
    .filter((text) => text !== '')
    .join('\n\n');
}

function joinThoughts(first: Assistant, second: Assistant): Pick<Assistant, 'thought'> {
  const thought = second.thought ?? first.thought;
  if (thought === undefined) return {};
  if (first.thought === undefined || second.thought === undefined) return { thought };
  const isOfOne = first.thought.opaque.provider === thought.opaque.provider;
  return isOfOne
    ? { thought: { ...thought, text: first.thought.text + thought.text } }
    : { thought };
}

function joinAssistants(first: Assistant, second: Assistant): Assistant {
  const text = [first.text, second.text].filter((one) => !isBlank(one)).join('\n\n');
  return { role: 'assistant', text, calls: second.calls, ...joinThoughts(first, second) };
}

/** The message without blank content; null if nothing is left. */
function withoutBlank(message: QuestionMessage): QuestionMessage | null {
  switch (message.role) {
    case 'user': {
      const contents = message.contents.filter(
        (content) => content.kind !== 'text' || !isBlank(content.text),
      );
      return contents.length === 0 ? null : { role: 'user', contents };
    }
    case 'assistant':
      if (!isBlank(message.text)) return message;
      return message.calls.length > 0 ? { ...message, text: '' } : null;
    case 'tool':
      return isBlank(message.text) ? { ...message, text: '(empty)' } : message;
    case 'system':
      return isBlank(message.text) ? null : message;
  }
}

/** A message in which no character is cut in half. */
function wellFormed(message: QuestionMessage): QuestionMessage {
  if (message.asSent !== undefined) return message;
  switch (message.role) {
    case 'user': {
      const contents = message.contents.map((content): Content =>
        content.kind === 'text' ? { ...content, text: content.text.toWellFormed() } : content,
      );
      return { ...message, contents };
    }
    case 'assistant':
    case 'system':
    case 'tool':
      return { ...message, text: message.text.toWellFormed() };
  }
}

/**
 * Replaces halves of characters, where a text was cut. Some servers, such as DeepSeek, cannot parse
 * a request that holds one.
 */
export function withWholeCharacters(
  messages: readonly QuestionMessage[],
): readonly QuestionMessage[] {
  return messages.map(wellFormed);
}

const isSystem = ({ role }: QuestionMessage): boolean => role === 'system';

/**
 * Appends a message so that roles alternate: merges it with the last one or puts a placeholder
 * between.
 */
function add(messages: QuestionMessage[], message: QuestionMessage): void {
  const last = messages.at(-1);
  if (message.role === 'user') {
    if (last?.role === 'user') {
      const contents = [...last.contents, ...message.contents];
      messages[messages.length - 1] = { role: 'user', contents };
      return;
    }
    // After a tool's result, the model has to speak before the person does.
    if (last?.role === 'tool') {
      messages.push({ role: 'assistant', text: noAnswerFollowed, calls: [] });
    }
  }
  if (message.role === 'assistant') {
    if (last === undefined || isSystem(last)) messages.push(ofText(assistantSpeaksFirst));
    if (last?.role === 'assistant' && last.calls.length === 0) {
      messages[messages.length - 1] = joinAssistants(last, message);
      return;
    }
  }
  messages.push(message);
}

/**
 * Turns messages into a history that strict servers accept too: after the system prompt the person
 * and the model take turns, the person first and last, and no message is empty. Nothing that was
 * said is left out.
 */
export function takingTurns(messages: readonly QuestionMessage[]): readonly QuestionMessage[] {
  const turns: QuestionMessage[] = [];
  for (const message of messages) {
    const kept = withoutBlank(message);
    if (kept !== null) add(turns, kept);
  }
  const last = turns.at(-1);
  if (last === undefined || isSystem(last) || last.role === 'assistant') add(turns, ofText(goOn));
  return turns;
}

/** Puts the system prompt before the first question, for models that accept none. */
export function foldSystem(messages: readonly QuestionMessage[]): readonly QuestionMessage[] {
  const system = messages
    .filter(isSystem)
    .map(textOf)
    .filter((text) => !isBlank(text))
    .join('\n\n');
  const rest = messages.filter((message) => !isSystem(message));
  return system === '' ? takingTurns(rest) : takingTurns([ofText(system), ...rest]);
}

/** True if there is a system prompt anywhere. */
export function hasSystem(messages: readonly QuestionMessage[]): boolean {
  return messages.some(isSystem);
}

/** True if there are tool calls or results. */
export function hasTools(messages: readonly QuestionMessage[]): boolean {
  return messages.some(
    (message) =>
      message.role === 'tool' || (message.role === 'assistant' && message.calls.length > 0),
  );
}

/** True if the history ends with tool results or their pictures. */
export function endsWithResults(messages: readonly QuestionMessage[]): boolean {
  const last = messages.at(-1);
  if (last?.role !== 'user') return last?.role === 'tool';
  return last.contents.every(isOfResult);
}

/** Describes tool calls and their results in words, for servers that accept neither. */
export function toolsInWords(messages: readonly QuestionMessage[]): readonly QuestionMessage[] {
  return takingTurns(
    messages.map((message): QuestionMessage => {
      if (message.role === 'tool') {
        return { role: 'assistant', text: `[Result: ${message.text}]`, calls: [] };
      }
      if (message.role !== 'assistant' || message.calls.length === 0) return message;
      const calls = message.calls.map((call) => `[Called ${call.name} with ${call.arguments}]`);
      const text = [message.text, ...calls].filter(Boolean).join('\n\n');
      return { role: 'assistant', text, calls: [] };
    }),
  );
}

/** Replaces a picture that a model cannot see. */
const unseen = {
  kind: 'text',
  text: '[A picture was here, which this model does not see.]',
} as const;

/** True for a picture that may be replaced with words: only the last question needs its own. */
function isOld(content: Content, isInLast: boolean): boolean {
  return content.kind === 'image' && (!isInLast || isOfResult(content));
}

const isOfResult = (content: Content): boolean =>
  content.kind !== 'foreign' && content.isOfResult === true;

/** Returns a check for messages from the person's last question on. */
function isLastQuestion(messages: readonly QuestionMessage[]): (at: number) => boolean {
  const last = messages.findLastIndex(
    (message) => message.role === 'user' && !message.contents.every(isOfResult),
  );
  return (at) => at >= last;
}

/** True if any question has pictures. */
export function hasImages(messages: readonly QuestionMessage[]): boolean {
  return messages.some(
    (message) => message.role === 'user' && message.contents.some(({ kind }) => kind === 'image'),
  );
}

/** True if there are pictures from tools, or in any question but the last. */
export function hasOldImages(messages: readonly QuestionMessage[]): boolean {
  const isLast = isLastQuestion(messages);
  return messages.some(
    (message, at) =>
      message.role === 'user' && message.contents.some((each) => isOld(each, isLast(at))),
  );
}

/**
 * Replaces pictures from tools and in earlier questions with words; those in the last question
 * stay.
 */
export function oldImagesInWords(messages: readonly QuestionMessage[]): readonly QuestionMessage[] {
  const isLast = isLastQuestion(messages);
  return messages.map((message, at): QuestionMessage => {
    if (message.role !== 'user' || !message.contents.some((each) => isOld(each, isLast(at)))) {
      return message;
    }
    const contents = message.contents.map((content): Content =>
      isOld(content, isLast(at))
        ? { ...unseen, ...(isOfResult(content) ? { isOfResult: true } : {}) }
        : content,
    );
    return { role: 'user', contents };
  });
}
