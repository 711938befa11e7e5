import type { Conversation } from '../../../shared/model/conversation.ts';
import type { AttachmentPart } from '../../../shared/model/conversation.ts';
import { resultIdOf, soundEnd, tokensOf } from '../large-results.ts';
import type { SourceSurroundings, ToolSource } from '../ports.ts';
import { createBuiltInSource, textArgument, textOutput, wholeNumber } from './built-in-tool.ts';

/** The id of the source that is offered together with any other source. */
export const resultsSourceId = 'results';

/** Leaves room for the text around a piece, so that a piece is not shortened again. */
const share = 0.9;

/** Finds a stored result. Only results of the same conversation can be read. */
function keptResult({ messages }: Conversation, id: string): AttachmentPart | null {
  for (const message of Object.values(messages)) {
    for (const part of message.parts) {
      if (part.kind !== 'tool_result') continue;
      for (const each of part.content) {
        if (each.kind === 'file' && resultIdOf(each.attachment) === id) return each;
      }
    }
  }
  return null;
}

/** Returns a piece of a text that fits into the room, and the offset of the next piece. */
function pieceOf(text: string, offset: number, room: number): string {
  const start = Math.min(Math.max(0, offset), text.length);
  const tokens = tokensOf(text.slice(start));
  const most = room * share;
  const length = text.length - start;
  const fits = tokens <= most ? length : Math.floor((length * most) / tokens);
  const end = soundEnd(text, start + fits);
  const next = end < text.length ? `; go on with offset ${end}` : '; this is the end';
  return `[Characters ${start} to ${end} of ${text.length}${next}]\n\n${text.slice(start, end)}`;
}

/** Creates the source that reads the rest of results that were too long for one request. */
export function createResultsSource({
  files,
  conversation,
}: Pick<SourceSurroundings, 'files' | 'conversation'>): ToolSource {
  return createBuiltInSource(resultsSourceId, [
    {
      name: 'read_result',
      title: 'Read on in a result',
      description: 'Reads a part of a result of a tool that was too long to be given whole.',
      inputSchema: {
        type: 'object',
        properties: {
          id: { type: 'string', description: 'As the shortened result names it.' },
          offset: { type: 'integer', minimum: 0, description: 'In characters.' },
        },
        required: ['id'],
      },
      needsNoPermission: true,
      async run(args, { conversationId, room }) {
        const part = keptResult(await conversation(conversationId), textArgument(args, 'id'));
        const text = part === null ? null : await files.readText(part);
        if (text === null) return textOutput('There is no such result in this conversation.', true);
        return textOutput(pieceOf(text, wholeNumber(args, 'offset', 0), await room()));
      },
    },
  ]);
}
