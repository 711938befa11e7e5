import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import { listOf, optionalText, parsed, type Format } from './format.ts';
import { inTreeOrder } from './tree-order.ts';

// DeepSeek → Settings → Data → Export data: a ZIP with `conversations.json`, an array of these. The
// tree looks like ChatGPT's, but a message is a list of `fragments`.

const conversationSchema = z.looseObject({
  id: optionalText,
  title: optionalText,
  inserted_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
});

const messageSchema = z.looseObject({
  model: optionalText,
  inserted_at: z.unknown().optional(),
  files: z.unknown().optional(),
  fragments: z.array(z.unknown()),
});

const fragmentSchema = z.looseObject({ type: z.string(), content: z.unknown().optional() });
const fileSchema = z.looseObject({
  id: optionalText,
  file_id: optionalText,
  file_name: optionalText,
  name: optionalText,
  content: optionalText,
});
const resultSchema = z.looseObject({ title: optionalText, url: optionalText });

function sources(fragment: Readonly<Record<string, unknown>>): string {
  return listOf(fragment['results'])
    .flatMap((item) => {
      const result = parsed(resultSchema, item);
      return result?.url === undefined ? [] : [`${result.title ?? ''} ${result.url}`.trim()];
    })
    .join('\n');
}

function fragmentParts(value: unknown, callId: string): readonly DraftPart[] {
  const fragment = parsed(fragmentSchema, value);
  if (fragment === null) return [];
  const text = textOfValue(fragment.content);
  switch (fragment.type.toUpperCase()) {
    case 'REQUEST':
    case 'RESPONSE':
    case 'TEXT':
      return textPart(text);
    case 'THINK':
      return text.trim() === '' ? [] : [{ kind: 'reasoning', text }];
    default: {
      const result = text === '' ? sources(fragment) : text;
      const name = fragment.type.toLowerCase();
      const call = { kind: 'tool_call', callId, name, arguments: '' } as const;
      return result === '' ? [call] : [call, { kind: 'tool_result', callId, text: result }];
    }
  }
}

function fileParts(files: unknown): readonly DraftPart[] {
  return listOf(files).flatMap((item): readonly DraftPart[] => {
    const file = parsed(fileSchema, item);
    if (file === null) return [];
    const names = [file.file_id, file.id, file.file_name, file.name].filter(
      (name): name is string => name !== undefined && name !== '',
    );
    const name = file.file_name ?? file.name ?? names[0] ?? t('file.unnamed');
    return file.content === undefined || file.content === ''
      ? [{ kind: 'media', name, from: { kind: 'entry', names } }]
      : [{ kind: 'media', name, from: { kind: 'text', text: file.content } }];
  });
}

function isQuestion(fragments: readonly unknown[]): boolean {
  return fragments.some((item) => isObject(item) && item['type'] === 'REQUEST');
}

/** True for a node of the tree; the root's message is null. */
function isNode(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { message } = value;
  return isObject(message) && Array.isArray(message['fragments']);
}

/** DeepSeek's export. */
export const deepseek: Format = {
  source: 'deepseek',
  recognises: (value) =>
    isObject(value) && isObject(value['mapping']) && Object.values(value['mapping']).some(isNode),
  read(value) {
    const head = parsed(conversationSchema, value);
    if (head === null || !isObject(value) || !isObject(value['mapping'])) return [];
    const { nodes: found, broken: unread } = inTreeOrder(value['mapping']);
    const nodes: DraftNode[] = [];
    let broken = unread;
    for (const [id, { parent, message: content }] of found) {
      const message = parsed(messageSchema, content);
      if (message === null && isObject(content)) broken += 1;
      const fragments = message?.fragments ?? [];
      const role = isQuestion(fragments) ? 'user' : 'assistant';
      nodes.push({
        id,
        parentId: parent ?? null,
        role,
        parts: [
          ...fileParts(message?.files),
          ...fragments.flatMap((fragment, at) => fragmentParts(fragment, `${id}-${at}`)),
        ],
        time: timeOf(message?.inserted_at),
        model: role === 'assistant' ? message?.model : undefined,
      });
    }
    return [
      {
        kind: 'draft',
        source: 'deepseek',
        sourceId: head.id ?? null,
        title: head.title ?? null,
        createdAt: timeOf(head.inserted_at) ?? null,
        updatedAt: timeOf(head.updated_at) ?? null,
        systemPrompt: null,
        model: nodes.findLast(({ model }) => model !== undefined)?.model ?? null,
        leafId: null,
        nodes,
        broken,
      },
    ];
  },
};
