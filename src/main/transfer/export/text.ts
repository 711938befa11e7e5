import { listText } from '../../../shared/language/formats.ts';
import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
import { effectivePrompt } from '../../../shared/model/assistants/effective.ts';
import type {
  Conversation,
  Message,
  Part,
  ResultContent,
} from '../../../shared/model/conversation.ts';
import { writtenCheckpoints, type WrittenCheckpoint } from './checkpoints.ts';
import type { WrittenColumn } from '../transcript.ts';
import { citationText, endingOf } from './selection.ts';
import { columnWords, writtenColumns } from './columns.ts';
import { callTitle, mediaWords, resultTitle, speakerWords, words } from './words.ts';

/** Matches the head of a message, or another mark of this format in any language: it has brackets. */
const mark = /^(?:[^\n]{1,1000} \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)|\[[^\n]{1,3000}\])[ \t]*$/gm;

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
      return `[${mediaWords('image', content.name)}]`;
    case 'file':
      return `[${mediaWords('file', content.name)}]`;
    case 'link':
      return asSaid(`${words(content.name)}: ${words(content.uri)}`);
  }
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'text':
      return asSaid(part.text.trim());
    case 'reasoning':
      return `[${t('export.reasoning')}]\n${asSaid(part.text.trim())}\n[${t('export.reasoning.end')}]`;
    case 'image':
      return `[${mediaWords('image', part.name)}]`;
    case 'file':
      return `[${mediaWords('file', part.name)}]`;
    case 'tool_call':
      return `[${callTitle(words(part.name), part.state)}]\n${asSaid(part.arguments)}`;
    case 'tool_result':
      return [`[${resultTitle(part.isError)}]`, ...part.content.map(resultContentText)].join('\n');
    case 'citation':
      return asSaid(citationText(part));
  }
}

function checkpointText({ heading, text }: WrittenCheckpoint): string {
  return text === ''
    ? `[${heading}]`
    : `[${heading}]\n${asSaid(text)}\n[${t('export.summary.end')}]`;
}

function messageText(
  message: Message,
  checkpoint: WrittenCheckpoint | undefined,
  column: WrittenColumn | undefined,
): string {
  const model = message.role === 'user' ? '' : words(message.model ?? '');
  const speaker = model || speakerWords(message.role);
  const time = message.createdAt.slice(0, 16).replace('T', ' ');
  const ending = endingOf(message);
  const body = message.parts.map(partText).filter((text) => text !== '');
  return [
    `${column === undefined ? speaker : withoutIsolates(listText([speaker, columnWords(column)]))} (${time} UTC)`,
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
    ...(prompt === '' ? [] : [`${t('system_prompt.title')}\n\n${prompt}`]),
    ...messageTexts(messages),
  ].join('\n\n\n')}\n`;
}
