import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import {
  importedError,
  listOf,
  optionalFlag,
  optionalNumber,
  optionalText,
  parsed,
  type Format,
} from './format.ts';

// LibreChat → conversation's menu → Export → JSON. `messages` is a list with parent ids, or with
// `recursive` a tree whose messages contain their `children` (older versions call it
// `messagesTree`).

const conversationSchema = z.looseObject({
  conversationId: z.string(),
  title: optionalText,
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
  options: z.unknown().optional(),
  messages: z.unknown().optional(),
  messagesTree: z.unknown().optional(),
});

const optionsSchema = z.looseObject({
  model: optionalText,
  promptPrefix: optionalText,
  system: optionalText,
  instructions: optionalText,
});

const messageSchema = z.looseObject({
  messageId: z.string(),
  parentMessageId: optionalText,
  isCreatedByUser: optionalFlag,
  sender: optionalText,
  text: optionalText,
  content: z.unknown().optional(),
  model: optionalText,
  createdAt: z.unknown().optional(),
  finish_reason: optionalText,
  unfinished: optionalFlag,
  error: optionalFlag,
  files: z.unknown().optional(),
});

const fileSchema = z.looseObject({
  file_id: optionalText,
  filename: optionalText,
  filepath: optionalText,
  type: optionalText,
  text: optionalText,
});

const toolSchema = z.looseObject({
  id: optionalText,
  name: optionalText,
  args: z.unknown().optional(),
  output: z.unknown().optional(),
  progress: optionalNumber,
});

function filePart(value: unknown): readonly DraftPart[] {
  const file = parsed(fileSchema, value);
  if (file === null) return [];
  const name = file.filename ?? file.file_id ?? t('file.unnamed');
  if (file.filepath?.startsWith('data:') === true) {
    return [{ kind: 'media', name, from: { kind: 'data', url: file.filepath } }];
  }
  if (file.text !== undefined && file.text !== '') {
    return [{ kind: 'media', name, from: { kind: 'text', text: file.text } }];
  }
  const names = [file.file_id, file.filename].filter((text) => text !== undefined);
  return [{ kind: 'media', name, from: { kind: 'entry', names } }];
}

function textField(value: unknown): string {
  if (typeof value === 'string') return value;
  return isObject(value) && typeof value['value'] === 'string' ? value['value'] : '';
}

function contentPart(value: unknown): readonly DraftPart[] {
  if (!isObject(value)) return typeof value === 'string' ? textPart(value) : [];
  switch (value['type']) {
    case 'text':
      return textPart(textField(value['text']));
    case 'think': {
      const text = textField(value['think']);
      return text === '' ? [] : [{ kind: 'reasoning', text }];
    }
    case 'tool_call': {
      const call = parsed(toolSchema, value['tool_call']);
      if (call === null) return [];
      const callId = call.id ?? '';
      const result = textOfValue(call.output);
      return [
        { kind: 'tool_call', callId, name: call.name ?? 'tool', arguments: textOfValue(call.args) },
        ...(result === '' ? [] : [{ kind: 'tool_result' as const, callId, text: result }]),
      ];
    }
    case 'image_file':
      return filePart(value['image_file']);
    case 'image_url': {
      const image = value['image_url'];
      const url = isObject(image) ? image['url'] : null;
      if (typeof url !== 'string' || !url.startsWith('data:')) return [];
      return [{ kind: 'media', name: t('file.image'), from: { kind: 'data', url } }];
    }
    case 'error':
      return textPart(textField(value['error']));
    default:
      return [];
  }
}

function readMessage(value: unknown, above: string | null): DraftNode | null {
  const message = parsed(messageSchema, value);
  if (message === null) return null;
  const isUser = message.isCreatedByUser ?? message.sender?.toLowerCase() === 'user';
  const content = listOf(message.content).flatMap(contentPart);
  const text = content.length > 0 ? content : textPart(message.text);
  const isCut = message.finish_reason === 'length' || message.finish_reason === 'max_tokens';
  const failed = !isUser && message.error === true;
  return {
    id: message.messageId,
    parentId: above ?? message.parentMessageId ?? null,
    role: isUser ? 'user' : 'assistant',
    parts: [...listOf(message.files).flatMap(filePart), ...text],
    time: timeOf(message.createdAt),
    model: isUser ? undefined : message.model,
    status: failed
      ? 'failed'
      : isCut
        ? 'truncated'
        : message.unfinished === true
          ? 'interrupted'
          : 'complete',
    finishReason: message.finish_reason,
    error: failed ? importedError(message.text) : undefined,
  };
}

const isMessage = (value: unknown): boolean =>
  isObject(value) && typeof value['messageId'] === 'string';

/** LibreChat's export. */
export const librechat: Format = {
  source: 'librechat',
  recognises: (value) =>
    isObject(value) &&
    typeof value['conversationId'] === 'string' &&
    [value['messages'], value['messagesTree']].some(
      (list) => Array.isArray(list) && (list.length === 0 || list.some(isMessage)),
    ),
  read(value) {
    const conversation = parsed(conversationSchema, value);
    if (conversation === null) return [];
    const nodes: DraftNode[] = [];
    let broken = 0;
    const list = conversation.messagesTree ?? conversation.messages;
    const stack = listOf(list)
      .map((item) => ({ item, above: null as string | null }))
      .toReversed();
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const node = readMessage(next.item, next.above);
      if (node === null) broken += 1;
      else nodes.push(node);
      const children = isObject(next.item) ? listOf(next.item['children']) : [];
      for (const child of children.toReversed()) {
        stack.push({ item: child, above: node?.id ?? next.above });
      }
    }
    const options = parsed(optionsSchema, conversation.options ?? {});
    const prompts = [options?.promptPrefix, options?.system, options?.instructions];
    return [
      {
        kind: 'draft',
        source: 'librechat',
        sourceId: conversation.conversationId,
        title: conversation.title ?? null,
        createdAt: timeOf(conversation.createdAt) ?? null,
        updatedAt: timeOf(conversation.updatedAt) ?? null,
        systemPrompt: prompts.find((prompt) => prompt !== undefined && prompt !== '') ?? null,
        model: options?.model ?? null,
        leafId: null,
        nodes,
        broken,
      },
    ];
  },
};
