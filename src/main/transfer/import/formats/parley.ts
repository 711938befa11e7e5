import * as z from 'zod';
import { conversationVersion, idSchema } from '../../../../shared/model/conversation.ts';
import type { ItemName } from '../../../../shared/model/jobs.ts';
import { withQueue } from '../../../../shared/model/message/queue.ts';
import { interruptStreaming } from '../../../store/conversations/conversation-format.ts';
import { isObject } from '../../../store/fields.ts';
import { parseConversation } from '../../../store/conversations/parse-conversation.ts';
import { parsed, type Format } from './format.ts';

// Our own JSON, see docs/formats.md: an exported document, or a stored conversation file.

/** Identifies an exported document. */
export const documentFormat = 'parley-conversation';
/** The version of the document around the conversation. */
export const documentVersion = 1;

const documentSchema = z.looseObject({
  format: z.literal(documentFormat),
  version: z.number(),
  conversation: z.looseObject({ id: idSchema }),
  attachments: z.unknown().optional(),
});

const fileSchema = z.looseObject({ id: idSchema, version: z.number(), title: z.string() });

function titleIn(value: unknown): ItemName {
  const conversation = isObject(value) ? (value['conversation'] ?? value) : null;
  const title = isObject(conversation) ? conversation['title'] : null;
  return typeof title === 'string' && title !== ''
    ? title
    : { kind: 'conversation', source: 'parley' };
}

/** Parley's own documents. */
export const parley: Format = {
  source: 'parley',
  recognises: (value) =>
    isObject(value) &&
    (value['format'] === documentFormat ||
      (isObject(value['messages']) && fileSchema.safeParse(value).success)),
  read(value) {
    const document = parsed(documentSchema, value);
    const file = parsed(fileSchema, value);
    const inner = document === null ? file : document.conversation;
    const version = typeof inner?.['version'] === 'number' ? inner['version'] : 0;
    const name = titleIn(value);
    if (inner === null) {
      return [{ kind: 'unreadable', name, reason: { code: 'import_no_id', params: {} } }];
    }
    if ((document?.version ?? 0) > documentVersion || version > conversationVersion) {
      return [{ kind: 'unreadable', name, reason: { code: 'import_from_newer', params: {} } }];
    }
    // Parsed like a file in our own folder, so that damage is salvaged just as well.
    const read = parseConversation(Buffer.from(JSON.stringify(inner)), inner.id);
    if (read.kind === 'unreadable') {
      const reason = { code: 'conversation_unreadable', params: { reason: read.reason } } as const;
      return [{ kind: 'unreadable', name, reason }];
    }
    if (read.kind === 'read_only') {
      return [{ kind: 'unreadable', name, reason: { code: 'import_from_newer', params: {} } }];
    }
    const attachments = document?.attachments;
    const { readOnly: _readOnly, ...conversation } = read.conversation;
    return [
      {
        kind: 'own',
        conversation: interruptStreaming(withQueue(conversation, []), new Set()),
        broken: read.kind === 'salvaged' ? read.lost : 0,
        attachments: isObject(attachments) ? attachments : {},
      },
    ];
  },
};
