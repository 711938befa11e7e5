import * as z from 'zod';
import type { MessageStatus } from '../../../../shared/model/conversation.ts';
import { isObject } from '../../../store/fields.ts';
import { joinPrompts, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import {
  attachedFiles,
  contentParts,
  instructionsOf,
  plots,
  rawText,
  sandboxFiles,
  unknownPieces,
  withCitations,
  withNames,
} from './chatgpt-content.ts';
import { watchCanvases, type CanvasWatch } from './chatgpt-canvas.ts';
import { optionalFlag, optionalText, parsed, type Format } from './format.ts';
import { inTreeOrder, type MappedNode } from './tree-order.ts';

// ChatGPT → Settings → Data controls → Export data. `conversations.json`, or since early 2026
// `conversations-000.json` and so on, each an array of these; images and files are next to them.

const conversationSchema = z.looseObject({
  conversation_id: optionalText,
  id: optionalText,
  title: optionalText,
  create_time: z.unknown().optional(),
  update_time: z.unknown().optional(),
  current_node: optionalText,
  default_model_slug: optionalText,
  is_archived: optionalFlag,
  is_starred: optionalFlag,
});

const messageSchema = z.looseObject({
  author: z.looseObject({ role: z.string(), name: optionalText }),
  create_time: z.unknown().optional(),
  content: z.unknown().optional(),
  status: optionalText,
  recipient: optionalText,
  metadata: z.unknown().optional(),
});

const metadataSchema = z.looseObject({
  model_slug: optionalText,
  is_visually_hidden_from_conversation: z.unknown().optional(),
  is_user_system_message: z.unknown().optional(),
  finish_details: z.looseObject({ type: optionalText }).nullish().catch(undefined),
});

type Message = z.infer<typeof messageSchema>;

function statusOf(message: Message, finish: string | undefined): MessageStatus {
  if (finish === 'max_tokens' || finish === 'length') return 'truncated';
  if (finish === 'interrupted') return 'stopped';
  return message.status === 'in_progress' ? 'interrupted' : 'complete';
}

function answerParts(
  id: string,
  parentId: string | null,
  message: Message,
  canvases: CanvasWatch,
): readonly DraftPart[] {
  const recipient = message.recipient ?? 'all';
  if (recipient === 'all') {
    const parts = contentParts(message.content);
    return [...parts, ...sandboxFiles(parts)];
  }
  const text = rawText(message.content);
  if (text === '') return [];
  const document = canvases.see(id, parentId, recipient, text);
  return [{ kind: 'tool_call', callId: id, name: recipient, arguments: text }, ...document];
}

/** A tool's result: its text belongs to the preceding call, its images are for the person. */
function toolParts(parentId: string | null, message: Message): readonly DraftPart[] {
  const text = rawText(message.content);
  const shown = contentParts(message.content).filter((part) => part.kind === 'media');
  const media = [...shown, ...plots(message.metadata)];
  if (text === '') return media;
  return [{ kind: 'tool_result', callId: parentId ?? '', text }, ...media];
}

interface Reading {
  readonly nodes: DraftNode[];
  readonly prompts: string[];
  readonly canvases: CanvasWatch;
  broken: number;
  unknown: number;
}

function readNode(id: string, node: MappedNode, into: Reading): void {
  const parentId = node.parent ?? null;
  into.canvases.pass(id, parentId);
  const empty: DraftNode = { id, parentId, role: 'assistant', parts: [] };
  if (node.message === null || node.message === undefined) {
    into.nodes.push(empty);
    return;
  }
  const message = parsed(messageSchema, node.message);
  if (message === null) {
    into.broken += 1;
    into.nodes.push(empty);
    return;
  }
  const metadata = parsed(metadataSchema, message.metadata ?? {});
  const { role } = message.author;
  const isContext =
    isObject(message.content) && message.content['content_type'] === 'user_editable_context';
  const hidden = metadata?.is_visually_hidden_from_conversation === true;
  if (role === 'system' || isContext) {
    if (!hidden || isContext || metadata?.is_user_system_message === true) {
      into.prompts.push(instructionsOf(message.content) ?? '');
    }
    into.nodes.push(empty);
    return;
  }
  if (hidden) {
    into.nodes.push(empty);
    return;
  }
  const shown =
    role === 'user'
      ? contentParts(message.content)
      : role === 'tool'
        ? toolParts(parentId, message)
        : answerParts(id, parentId, message, into.canvases);
  into.unknown += unknownPieces(message.content);
  const parts = [
    ...withCitations(withNames(shown, message.metadata), message.metadata),
    ...attachedFiles(message.metadata, shown),
  ];
  const finish = metadata?.finish_details?.type;
  into.nodes.push({
    id,
    parentId,
    role: role === 'user' ? 'user' : 'assistant',
    parts,
    time: timeOf(message.create_time),
    model: metadata?.model_slug,
    status: role === 'assistant' ? statusOf(message, finish) : 'complete',
    finishReason: finish,
    continues: role !== 'user',
  });
}

/** True for a node of ChatGPT's tree; other programs write similar trees. */
function isNode(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { message } = value;
  return isObject(message) && isObject(message['author']);
}

/** True for an empty conversation, which is still recognised as ChatGPT's. */
function isEmpty(value: Readonly<Record<string, unknown>>, mapping: object): boolean {
  return (
    'current_node' in value &&
    Object.values(mapping).every((node) => isObject(node) && (node['message'] ?? null) === null)
  );
}

/** ChatGPT's export. */
export const chatgpt: Format = {
  source: 'chatgpt',
  recognises: (value) =>
    isObject(value) &&
    (isObject(value['mapping'])
      ? Object.values(value['mapping']).some(isNode) || isEmpty(value, value['mapping'])
      : 'conversation_id' in value && 'default_model_slug' in value && 'create_time' in value),
  read(value) {
    const head = parsed(conversationSchema, value);
    const mapping = isObject(value) ? value['mapping'] : null;
    if (head === null || !isObject(mapping)) {
      const name = head?.title ?? ({ kind: 'conversation', source: 'chatgpt' } as const);
      return [{ kind: 'unreadable', name, reason: { code: 'import_no_messages', params: {} } }];
    }
    const { nodes, broken } = inTreeOrder(mapping);
    const canvases = watchCanvases();
    const reading: Reading = { nodes: [], prompts: [], canvases, broken, unknown: 0 };
    for (const [id, node] of nodes) readNode(id, node, reading);
    const model = head.default_model_slug ?? null;
    return [
      {
        kind: 'draft',
        source: 'chatgpt',
        sourceId: head.conversation_id ?? head.id ?? null,
        title: head.title ?? null,
        createdAt: timeOf(head.create_time) ?? null,
        updatedAt: timeOf(head.update_time) ?? null,
        systemPrompt: joinPrompts(reading.prompts),
        model,
        leafId: head.current_node ?? null,
        archived: head.is_archived,
        pinned: head.is_starred,
        nodes: reading.nodes.map((node) =>
          node.role === 'assistant' && node.model === undefined && model !== null
            ? { ...node, model }
            : node,
        ),
        broken: reading.broken,
        unknown: reading.unknown,
      },
    ];
  },
};
