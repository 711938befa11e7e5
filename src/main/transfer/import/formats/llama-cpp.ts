import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import {
  joinPrompts,
  textOfValue,
  textPart,
  timeOf,
  type DraftNode,
  type DraftPart,
} from '../draft.ts';
import { listOf, optionalText, parsed, type Format } from './format.ts';

// llama.cpp's web page → Settings → Import/export: an array of these, or a single one. Messages are
// a tree.

const headSchema = z.looseObject({
  id: optionalText,
  name: optionalText,
  lastModified: z.unknown().optional(),
  currNode: z.unknown().optional(),
});

const messageSchema = z.looseObject({
  id: z.union([z.string(), z.number()]),
  type: optionalText,
  role: z.string(),
  content: z.unknown().optional(),
  parent: z.union([z.string(), z.number()]).nullish().catch(undefined),
  timestamp: z.unknown().optional(),
  thinking: optionalText,
  reasoningContent: optionalText,
  toolCalls: z.unknown().optional(),
  toolCallId: optionalText,
  model: optionalText,
  extra: z.unknown().optional(),
});

const extraSchema = z.looseObject({
  type: optionalText,
  name: optionalText,
  content: optionalText,
  base64Url: optionalText,
  base64Data: optionalText,
  mimeType: optionalText,
});

const callSchema = z.looseObject({
  id: optionalText,
  function: z.looseObject({ name: optionalText, arguments: z.unknown().optional() }),
});

function extraParts(extra: unknown): readonly DraftPart[] {
  return listOf(extra).flatMap((item): readonly DraftPart[] => {
    const file = parsed(extraSchema, item);
    if (file === null) return [];
    const name = file.name ?? t('file.unnamed');
    const data =
      file.base64Url ??
      (file.base64Data === undefined
        ? undefined
        : `data:${file.mimeType ?? 'application/octet-stream'};base64,${file.base64Data}`);
    if (data !== undefined) return [{ kind: 'media', name, from: { kind: 'data', url: data } }];
    return file.content === undefined
      ? [{ kind: 'media', name, from: { kind: 'missing' } }]
      : [{ kind: 'media', name, from: { kind: 'text', text: file.content } }];
  });
}

/** Calls are a list, or JSON text of one. */
function callParts(calls: unknown): readonly DraftPart[] {
  let list = calls;
  if (typeof calls === 'string' && calls !== '') {
    try {
      list = JSON.parse(calls) as unknown;
    } catch {
      return [{ kind: 'tool_call', callId: '', name: 'tool', arguments: calls }];
    }
  }
  return listOf(list).flatMap((item): readonly DraftPart[] => {
    const call = parsed(callSchema, item);
    if (call === null) return [];
    const { name = 'tool', arguments: given } = call.function;
    return [{ kind: 'tool_call', callId: call.id ?? '', name, arguments: textOfValue(given) }];
  });
}

function partsOf(message: z.infer<typeof messageSchema>): readonly DraftPart[] {
  const text = textOfValue(message.content);
  if (message.role === 'tool') {
    return [{ kind: 'tool_result', callId: message.toolCallId ?? '', text }];
  }
  const reasoning = message.reasoningContent ?? message.thinking ?? '';
  return [
    ...extraParts(message.extra),
    ...(reasoning.trim() === '' ? [] : [{ kind: 'reasoning' as const, text: reasoning }]),
    ...textPart(text),
    ...callParts(message.toolCalls),
  ];
}

const isMessage = (value: unknown): boolean =>
  isObject(value) && typeof value['convId'] === 'string' && 'parent' in value;

/** The export of llama.cpp's web page. */
export const llamaCpp: Format = {
  source: 'llama_cpp',
  recognises: (value) =>
    isObject(value) &&
    isObject(value['conv']) &&
    Array.isArray(value['messages']) &&
    (value['messages'].length === 0 || value['messages'].some(isMessage)),
  read(value) {
    if (!isObject(value)) return [];
    const head = parsed(headSchema, value['conv']);
    const nodes: DraftNode[] = [];
    const prompts: string[] = [];
    let broken = 0;
    for (const item of listOf(value['messages'])) {
      const message = parsed(messageSchema, item);
      if (message === null) {
        broken += 1;
        continue;
      }
      const isPrompt = message.role === 'system';
      if (isPrompt) prompts.push(textOfValue(message.content));
      nodes.push({
        id: String(message.id),
        parentId:
          message.parent === null || message.parent === undefined ? null : String(message.parent),
        role: message.role === 'user' ? 'user' : 'assistant',
        parts: isPrompt || message.type === 'root' ? [] : partsOf(message),
        time: timeOf(message.timestamp),
        model: message.role === 'assistant' ? message.model : undefined,
        continues: message.role !== 'user',
      });
    }
    const leaf = head?.currNode;
    return [
      {
        kind: 'draft',
        source: 'llama_cpp',
        sourceId: head?.id ?? null,
        title: head?.name ?? null,
        createdAt: nodes.find(({ time }) => time !== undefined)?.time ?? null,
        updatedAt: timeOf(head?.lastModified) ?? null,
        systemPrompt: joinPrompts(prompts),
        model: nodes.findLast(({ model }) => model !== undefined)?.model ?? null,
        leafId: typeof leaf === 'string' || typeof leaf === 'number' ? String(leaf) : null,
        nodes,
        broken,
      },
    ];
  },
};
