import { effectivePrompt } from '../../../shared/model/assistants/effective.ts';
import type {
  Conversation,
  Message,
  Part,
  ResultContent,
} from '../../../shared/model/conversation.ts';
import { writtenCheckpoints, type WrittenCheckpoint } from './checkpoints.ts';
import { callEnding, citationText, endingOf } from './selection.ts';
import { writtenColumns } from './columns.ts';
import { words } from './words.ts';

/** Matches the head of a message, or another mark of this format, at the start of a line. */
const mark =
  /^(?:[^\n]{1,1000} \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)[ \t]*$|\[(?:Reasoning|End of reasoning|Tool result(?:: error)?|Summary of [\d,]+ messages?(?:, edited)?|[\d,]+ messages? left out|End of summary|(?:Image|File|Tool call): ))/gm;

/** Indents lines of a message that look like marks, so that nobody mistakes them for real ones. */
function asSaid(text: string): string {
  return text.replaceAll(mark, ' $&');
}

function resultContentText(content: ResultContent): string {
  switch (content.kind) {
    case 'text':
      return asSaid(content.text);
    case 'structured':
      return asSaid(content.json);
    case 'image':
      return `[Image: ${words(content.name)}]`;
    case 'file':
      return `[File: ${words(content.name)}]`;
    case 'link':
      return asSaid(`${words(content.name)}: ${words(content.uri)}`);
  }
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'text':
      return asSaid(part.text.trim());
    case 'reasoning':
      return `[Reasoning]\n${asSaid(part.text.trim())}\n[End of reasoning]`;
    case 'image':
      return `[Image: ${words(part.name)}]`;
    case 'file':
      return `[File: ${words(part.name)}]`;
    case 'tool_call':
      return `[Tool call: ${words(part.name)}${callEnding(part.state)}]\n${asSaid(part.arguments)}`;
    case 'tool_result':
      return [
        part.isError ? '[Tool result: error]' : '[Tool result]',
        ...part.content.map(resultContentText),
      ].join('\n');
    case 'citation':
      return asSaid(citationText(part));
  }
}

function checkpointText({ heading, text }: WrittenCheckpoint): string {
  return text === '' ? `[${heading}]` : `[${heading}]\n${asSaid(text)}\n[End of summary]`;
}

function messageText(
  message: Message,
  checkpoint: WrittenCheckpoint | undefined,
  column: string | undefined,
): string {
  const speaker = message.role === 'user' ? 'You' : words(message.model ?? '') || 'Assistant';
  const time = message.createdAt.slice(0, 16).replace('T', ' ');
  const ending = endingOf(message);
  const body = message.parts.map(partText).filter((text) => text !== '');
  return [
    `${[speaker, ...(column === undefined ? [] : [column])].join(', ')} (${time} UTC)`,
    ...(checkpoint === undefined ? [] : [checkpointText(checkpoint)]),
    ...body,
    ...(ending === '' ? [] : [`[${words(ending)}]`]),
  ].join('\n\n');
}

function messageTexts(messages: readonly Message[]): readonly string[] {
  const checkpoints = writtenCheckpoints(messages);
  const columns = writtenColumns(messages);
  return messages.map((message) =>
    messageText(message, checkpoints.get(message.id), columns.get(message.id)),
  );
}

/** Messages as plain text; for a single message only its content. */
export function messagesAsText(messages: readonly Message[]): string {
  const [only] = messages;
  if (only !== undefined && messages.length === 1) {
    return `${only.parts.map(partText).join('\n\n')}\n`;
  }
  return `${messageTexts(messages).join('\n\n\n')}\n`;
}

/** A conversation as a plain text file; Markdown stays as written. */
export function conversationAsText(
  conversation: Conversation,
  messages: readonly Message[],
): string {
  const title = asSaid(words(conversation.title));
  const prompt = effectivePrompt(conversation, '').value.trim();
  return `${[
    `${title}\n${'='.repeat(Math.min(80, Math.max(3, title.length)))}`,
    ...(prompt === '' ? [] : [`System prompt\n\n${prompt}`]),
    ...messageTexts(messages),
  ].join('\n\n\n')}\n`;
}
