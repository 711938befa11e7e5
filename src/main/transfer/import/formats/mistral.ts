import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import { listOf, optionalText, parsed, type GatheredFormat } from './format.ts';

// Le Chat → admin.mistral.ai → Export: a ZIP of `chat-<id>.json`, each an array of the messages of
// one chat, without a title. A message has versions and names the version that it answers.

const messageSchema = z.looseObject({
  id: z.string(),
  chatId: z.string(),
  role: z.string(),
  version: z.number().optional().catch(undefined),
  parentId: optionalText,
  parentVersion: z.number().optional().catch(undefined),
  content: z.unknown().optional(),
  contentChunks: z.unknown().optional(),
  reasoningContent: optionalText,
  createdAt: z.unknown().optional(),
  model: optionalText,
  files: z.unknown().optional(),
});

const chunkSchema = z.looseObject({
  type: z.string(),
  text: optionalText,
  content: optionalText,
  name: optionalText,
  title: optionalText,
  language: optionalText,
  arguments: z.unknown().optional(),
  thinking: z.unknown().optional(),
  imageUrl: z.unknown().optional(),
});

function thoughtOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return listOf(value)
    .map((item) => (isObject(item) && typeof item['text'] === 'string' ? item['text'] : ''))
    .join('');
}

function chunkParts(value: unknown): readonly DraftPart[] {
  const chunk = parsed(chunkSchema, value);
  if (chunk === null) return [];
  switch (chunk.type) {
    case 'thinking':
    case 'reasoning': {
      const text = thoughtOf(chunk.thinking ?? chunk.text ?? chunk.content);
      return text.trim() === '' ? [] : [{ kind: 'reasoning', text }];
    }
    case 'image_url':
    case 'image': {
      const url = textOfValue(chunk.imageUrl ?? chunk.content);
      const from = url.startsWith('data:')
        ? { kind: 'data' as const, url }
        : { kind: 'missing' as const };
      return [{ kind: 'media', name: chunk.name ?? t('file.image'), from }];
    }
    case 'tool_call': {
      const name = chunk.name ?? 'tool';
      return [{ kind: 'tool_call', callId: '', name, arguments: textOfValue(chunk.arguments) }];
    }
    // A mark after a sentence that only Le Chat's own page can render.
    case 'reference':
      return [];
    default:
      return textPart(chunk.text ?? chunk.content);
  }
}

function fileParts(files: unknown): readonly DraftPart[] {
  return listOf(files).flatMap((item): readonly DraftPart[] => {
    if (!isObject(item)) return [];
    const names = [item['id'], item['name']].filter(
      (name): name is string => typeof name === 'string' && name !== '',
    );
    const name = names.at(-1);
    return name === undefined ? [] : [{ kind: 'media', name, from: { kind: 'entry', names } }];
  });
}

function nodeOf(message: z.infer<typeof messageSchema>): DraftNode {
  const { id, version = 0, parentId, parentVersion = 0 } = message;
  const chunks = listOf(message.contentChunks).flatMap(chunkParts);
  const reasoning = message.reasoningContent ?? '';
  const isUser = message.role === 'user';
  return {
    id: `${id}:${version}`,
    parentId: parentId === undefined ? null : `${parentId}:${parentVersion}`,
    role: isUser ? 'user' : 'assistant',
    parts: [
      ...fileParts(message.files),
      ...(reasoning.trim() === '' ? [] : [{ kind: 'reasoning' as const, text: reasoning }]),
      ...(chunks.length > 0 ? chunks : textPart(textOfValue(message.content))),
    ],
    time: timeOf(message.createdAt),
    model: isUser ? undefined : message.model,
  };
}

/** Mistral's Le Chat export. */
export const mistral: GatheredFormat = {
  source: 'mistral',
  recognises: (value) =>
    isObject(value) &&
    typeof value['chatId'] === 'string' &&
    typeof value['role'] === 'string' &&
    ('contentChunks' in value || ('version' in value && 'parentId' in value)),
  read(values) {
    const chats = new Map<string, DraftNode[]>();
    let broken = 0;
    for (const value of values) {
      const message = parsed(messageSchema, value);
      if (message === null) {
        broken += 1;
        continue;
      }
      const nodes = chats.get(message.chatId) ?? [];
      nodes.push(nodeOf(message));
      chats.set(message.chatId, nodes);
    }
    return [...chats].map(([chatId, nodes], at) => ({
      kind: 'draft',
      source: 'mistral',
      sourceId: chatId,
      title: null,
      createdAt: null,
      updatedAt: null,
      systemPrompt: null,
      model: null,
      leafId: null,
      nodes,
      broken: at === 0 ? broken : 0,
    }));
  },
};
