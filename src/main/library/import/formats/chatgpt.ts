import * as z from 'zod';
import type { MessageStatus } from '../../../../shared/conversation.ts';
import { isObject } from '../../../store/fields.ts';
import { joinPrompts, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import {
  attachedFiles,
  contentParts,
  instructionsOf,
  rawText,
  withCitations,
  withNames,
} from './chatgpt-content.ts';
import { listOf, optionalFlag, optionalText, parsed, type Format } from './format.ts';

// ChatGPT → Settings → Data controls → Export data. `conversations.json`, or since early 2026
// `conversations-000.json` and so on, each an array of these; images and files lie beside them.

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

const nodeSchema = z.looseObject({
  id: optionalText,
  parent: optionalText,
  children: z.unknown().optional(),
  message: z.unknown().optional(),
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

type Node = z.infer<typeof nodeSchema>;
type Message = z.infer<typeof messageSchema>;

function statusOf(message: Message, finish: string | undefined): MessageStatus {
  if (finish === 'max_tokens' || finish === 'length') return 'truncated';
  if (finish === 'interrupted') return 'stopped';
  return message.status === 'in_progress' ? 'interrupted' : 'complete';
}

function answerParts(id: string, message: Message): readonly DraftPart[] {
  const recipient = message.recipient ?? 'all';
  if (recipient === 'all') return contentParts(message.content);
  const text = rawText(message.content);
  return text === '' ? [] : [{ kind: 'tool_call', callId: id, name: recipient, arguments: text }];
}

/** A tool's result: its text belongs to the call before it, its images are for the person. */
function toolParts(parentId: string | null, message: Message): readonly DraftPart[] {
  const text = rawText(message.content);
  const media = contentParts(message.content).filter((part) => part.kind === 'media');
  if (text === '') return media;
  return [{ kind: 'tool_result', callId: parentId ?? '', text }, ...media];
}

interface Reading {
  readonly nodes: DraftNode[];
  readonly prompts: string[];
  broken: number;
}

function readNode(id: string, node: Node, into: Reading): void {
  const parentId = node.parent ?? null;
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
        : answerParts(id, message);
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

/** Visits the nodes so that versions come in the order of `children`; those nobody names come last. */
function ordered(mapping: Readonly<Record<string, unknown>>): {
  readonly nodes: readonly (readonly [string, Node])[];
  readonly broken: number;
} {
  const known = new Map<string, Node>();
  let broken = 0;
  for (const [id, value] of Object.entries(mapping)) {
    const node = parsed(nodeSchema, value);
    if (node === null) broken += 1;
    else known.set(id, node);
  }
  const nodes: (readonly [string, Node])[] = [];
  const seen = new Set<string>();
  for (const root of known.keys()) {
    const parent = known.get(root)?.parent;
    if (parent !== undefined && known.has(parent)) continue;
    const stack = [root];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      const node = known.get(id);
      if (node === undefined || seen.has(id)) continue;
      seen.add(id);
      nodes.push([id, node]);
      const children = listOf(node.children).filter((child) => typeof child === 'string');
      stack.push(...children.toReversed().slice(0, 10_000));
    }
  }
  for (const [id, node] of known) if (!seen.has(id)) nodes.push([id, node]);
  return { nodes, broken };
}

/** The export of ChatGPT. */
export const chatgpt: Format = {
  source: 'chatgpt',
  recognises: (value) =>
    isObject(value) &&
    (isObject(value['mapping']) ||
      ('conversation_id' in value && 'default_model_slug' in value && 'create_time' in value)),
  read(value) {
    const head = parsed(conversationSchema, value);
    const mapping = isObject(value) ? value['mapping'] : null;
    if (head === null || !isObject(mapping)) {
      const name = head?.title ?? 'A conversation of ChatGPT';
      return [{ kind: 'unreadable', name, reason: 'It holds no messages.' }];
    }
    const { nodes, broken } = ordered(mapping);
    const reading: Reading = { nodes: [], prompts: [], broken };
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
      },
    ];
  },
};
