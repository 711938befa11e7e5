import { withoutIsolates } from '../../../shared/language/isolate.ts';
import { t } from '../../../shared/language/translate.ts';
import { effectivePrompt } from '../../../shared/model/assistants/effective.ts';
import type {
  Conversation,
  Message,
  Part,
  ResultContent,
} from '../../../shared/model/conversation.ts';
import { readsAsHead } from '../import/formats/markdown.ts';
import {
  createFenceWatch,
  escapedLine,
  headMark,
  headSeparator,
  reasoningEnd,
  reasoningStart,
  type WrittenColumn,
} from '../transcript.ts';
import { writtenCheckpoints, type WrittenCheckpoint } from './checkpoints.ts';
import { columnWords, writtenColumns } from './columns.ts';
import { callTitle, resultTitle, speakerWords, words } from './words.ts';
import { citationText, endingOf, type MediaPart } from './selection.ts';

/** The path of an attachment's file relative to the text; null if it is not exported. */
export type PathOf = (part: MediaPart) => string | null;

/** A quoted string that is valid in both JSON and YAML. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function frontMatter(conversation: Conversation, messages: readonly Message[]): string {
  const models = new Set(messages.flatMap(({ model }) => (model === undefined ? [] : [model])));
  const others = Object.keys(conversation.messages).length - messages.length;
  const lines = [
    `title: ${quoted(conversation.title)}`,
    `created: ${conversation.createdAt}`,
    `updated: ${conversation.updatedAt}`,
    ...(models.size === 1 ? [...models].map((model) => `model: ${quoted(model)}`) : []),
    `messages: ${messages.length}`,
    // Versions outside the path on show are only in JSON exports.
    ...(others > 0 ? [`messages_in_other_versions: ${others}`] : []),
    `id: ${conversation.id}`,
    'exported_by: Parley',
  ];
  return `---\n${lines.join('\n')}\n---\n`;
}

function fenced(text: string, info: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${info}\n${text}\n${fence}`;
}

/** Escapes lines that would be read as the head of the next message. */
function escapedHeads(text: string): string {
  const fences = createFenceWatch();
  return text
    .split('\n')
    .map((line) => (fences.see(line) ? line : escapedLine(line, readsAsHead)))
    .join('\n');
}

/** Closes any open fence, which would swallow what follows. */
function closedFences(text: string): string {
  const fences = createFenceWatch();
  for (const line of text.split('\n')) fences.see(line);
  const open = fences.open();
  return open === null ? text : `${text}\n${open}`;
}

/** Untrusted text on one line, with all Markdown escaped. */
function plain(text: string): string {
  return words(text).replaceAll(/[\\`*_[\]<>#|~&!]/g, String.raw`\$&`);
}

function mediaText(part: MediaPart, pathOf: PathOf): string {
  const path = pathOf(part);
  if (path === null)
    return `*${withoutIsolates(t('export.not_included', { name: plain(part.name) }))}*`;
  const url = path.split('/').map(encodeURIComponent).join('/');
  const mark = part.kind === 'image' ? '!' : '';
  return `${mark}[${plain(part.name)}](${url})`;
}

function resultContentText(content: ResultContent, pathOf: PathOf): string {
  switch (content.kind) {
    case 'text':
      return fenced(content.text, '');
    case 'structured':
      return fenced(content.json, 'json');
    case 'image':
    case 'file':
      return mediaText(content, pathOf);
    case 'link':
      return plain(`${content.name}: ${content.uri}`);
  }
}

function partText(part: Part, pathOf: PathOf): string {
  switch (part.kind) {
    case 'text':
      return closedFences(escapedHeads(part.text));
    case 'reasoning':
      return `${reasoningStart(t('export.reasoning'))}\n\n${closedFences(escapedHeads(part.text.trim()))}\n\n${reasoningEnd}`;
    case 'image':
    case 'file':
      return mediaText(part, pathOf);
    case 'tool_call':
      return `*${callTitle(plain(part.name), part.state)}*\n\n${fenced(part.arguments, 'json')}`;
    case 'tool_result':
      return [
        `*${resultTitle(part.isError)}*`,
        ...part.content.map((each) => resultContentText(each, pathOf)),
      ].join('\n\n');
    case 'citation':
      return plain(citationText(part));
  }
}

/** Where a text goes: a file can be imported again, a copy is read by people. */
type Destination = 'file' | 'copy';

function headOf(message: Message, column: WrittenColumn | null, to: Destination): string {
  const { role, model = '', createdAt } = message;
  const known = [
    speakerWords(role),
    plain(model.replaceAll('·', ' ')),
    createdAt,
    column === null ? '' : columnWords(column),
  ].filter((each) => each !== '');
  const head = `## ${known.join(headSeparator)}`;
  return to === 'file' ? `${head} ${headMark(role, column)}` : head;
}

/** A quotation, in which nothing is the head of a message. */
function checkpointText({ heading, text }: WrittenCheckpoint): string {
  return `**${plain(heading)}**${text === '' ? '' : `\n\n${closedFences(text)}`}`
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

function messageTexts(
  messages: readonly Message[],
  pathOf: PathOf,
  to: Destination,
): readonly string[] {
  const checkpoints = writtenCheckpoints(messages);
  const columns = writtenColumns(messages);
  return messages.map((message) => {
    const parts = message.parts.map((part) => partText(part, pathOf));
    const ending = endingOf(message);
    const checkpoint = checkpoints.get(message.id);
    return [
      headOf(message, columns.get(message.id) ?? null, to),
      ...(checkpoint === undefined ? [] : [checkpointText(checkpoint)]),
      ...parts.filter((text) => text !== ''),
      ...(ending === '' ? [] : [`*${plain(ending)}*`]),
    ].join('\n\n');
  });
}

/** Messages as Markdown without a header, for copying and for single messages. */
export function messagesAsMarkdown(messages: readonly Message[], pathOf: PathOf): string {
  const [only] = messages;
  if (only !== undefined && messages.length === 1) {
    return `${only.parts.map((part) => partText(part, pathOf)).join('\n\n')}\n`;
  }
  return `${messageTexts(messages, pathOf, 'copy').join('\n\n')}\n`;
}

/** A conversation as a Markdown file: front matter, title, system prompt, messages. */
export function conversationAsMarkdown(
  conversation: Conversation,
  messages: readonly Message[],
  pathOf: PathOf,
): string {
  const title = plain(conversation.title);
  const prompt = effectivePrompt(conversation, '').value.trim();
  return `${[
    frontMatter(conversation, messages),
    `# ${title === '' ? t('file.conversation') : title}`,
    ...(prompt === ''
      ? []
      : [
          `## ${t('system_prompt.title')} ${headMark('system', null)}\n\n${closedFences(escapedHeads(prompt))}`,
        ]),
    ...messageTexts(messages, pathOf, 'file'),
  ].join('\n\n')}\n`;
}
