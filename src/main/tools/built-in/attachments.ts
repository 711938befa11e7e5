import {
  attachmentsOf,
  type AttachmentPart,
  type Conversation,
} from '../../../shared/model/conversation.ts';
import { pathTo } from '../../../shared/model/tree.ts';
import type { SourceSurroundings, ToolSource } from '../ports.ts';
import { createBuiltInSource, textArgument, textOutput, wholeNumber } from './built-in-tool.ts';

/** The length of a page in UTF-16 code units: a few thousand tokens. */
const pageLength = 20_000;
const maxNames = 50;

/** Returns the files on the visible path, newest first. */
function attached({ messages, leafId }: Conversation): readonly AttachmentPart[] {
  if (leafId === null) return [];
  return pathTo(messages, leafId)
    .toReversed()
    .flatMap((message) => attachmentsOf(message).filter(({ kind }) => kind === 'file'));
}

/** Creates the source that reads this conversation's files page by page. */
export function createAttachmentsSource({
  files,
  conversation,
}: Pick<SourceSurroundings, 'files' | 'conversation'>): ToolSource {
  return createBuiltInSource('attachments', [
    {
      name: 'read_attachment',
      title: 'Read an attachment',
      description: 'Reads the text of a file that is attached to this conversation, page by page.',
      inputSchema: {
        type: 'object',
        properties: {
          name: { type: 'string', description: 'The name of the file.' },
          page: { type: 'integer', minimum: 1, description: 'Counts from 1.' },
        },
        required: ['name'],
      },
      async run(args, { conversationId }) {
        const all = attached(await conversation(conversationId));
        const name = textArgument(args, 'name');
        const part = all.find((each) => each.name === name);
        if (part === undefined) {
          const names = all.slice(0, maxNames).map((each) => each.name);
          const known =
            names.length === 0 ? 'No file is attached.' : `Attached: ${names.join(', ')}`;
          return textOutput(`There is no file “${name.slice(0, 200)}”. ${known}`, true);
        }
        const text = await files.readText(part);
        if (text === null) return textOutput(`There is no text to read in ${name}.`, true);
        const pages = Math.max(1, Math.ceil(text.length / pageLength));
        const page = wholeNumber(args, 'page', 1);
        if (page < 1 || page > pages) {
          return textOutput(`${name} has pages 1 to ${pages}.`, true);
        }
        const piece = text.slice((page - 1) * pageLength, page * pageLength);
        return textOutput(`[${name}, page ${page} of ${pages}]\n\n${piece}`);
      },
    },
  ]);
}
