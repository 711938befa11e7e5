import type { Conversation } from '../../../shared/model/conversation.ts';
import { serializeConversation } from '../../store/conversations/conversation-format.ts';
import { withQueue } from '../../../shared/model/message/queue.ts';
import { documentFormat, documentVersion } from '../import/formats/parley.ts';

/**
 * A conversation as a JSON document, see docs/formats.md: the whole tree, nothing left out.
 * `attachments` holds their bytes as base64, by SHA-256, if the document has to be self-contained.
 */
export function conversationAsJson(
  conversation: Conversation,
  attachments: ReadonlyMap<string, Buffer> | null,
  exportedAt: string,
): readonly Uint8Array[] {
  const head = { format: documentFormat, version: documentVersion, exportedAt };
  const chunks: Uint8Array[] = [
    Buffer.from(`${JSON.stringify(head).slice(0, -1)},\n"conversation":`),
    // Unsent messages stay here, like drafts.
    ...serializeConversation(withQueue(conversation, [])),
  ];
  if (attachments !== null && attachments.size > 0) {
    let separator = ',"attachments":{\n';
    for (const [hash, bytes] of attachments) {
      chunks.push(Buffer.from(`${separator}${JSON.stringify(hash)}:"${bytes.toString('base64')}"`));
      separator = ',\n';
    }
    chunks.push(Buffer.from('\n}'));
  }
  chunks.push(Buffer.from('}\n'));
  return chunks;
}
