import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { joinPrompts, textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import {
  importedError,
  listOf,
  optionalFlag,
  optionalText,
  parsed,
  type Format,
} from './format.ts';
import { outputParts, splitDetails } from './open-webui-content.ts';

// Open WebUI → Settings → Chats → Export: a JSON array of chats; each contains
// `chat.history.messages`, a tree by id. `chat.messages` is only the path on show, used if the
// history is missing.

const chatSchema = z.looseObject({
  id: optionalText,
  title: optionalText,
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  system: optionalText,
  params: z.unknown().optional(),
  models: z.unknown().optional(),
  history: z.unknown().optional(),
  messages: z.unknown().optional(),
  archived: optionalFlag,
  pinned: optionalFlag,
});

const messageSchema = z.looseObject({
  id: optionalText,
  parentId: optionalText,
  childrenIds: z.unknown().optional(),
  role: z.string(),
  content: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  model: optionalText,
  modelName: optionalText,
  files: z.unknown().optional(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  done: optionalFlag,
});

const fileSchema = z.looseObject({
  type: optionalText,
  url: optionalText,
  name: optionalText,
  id: optionalText,
});

function fileParts(value: unknown): readonly DraftPart[] {
  return listOf(value).flatMap((item): readonly DraftPart[] => {
    const file = parsed(fileSchema, item);
    if (file === null) return [];
    const name = file.name ?? (file.type === 'image' ? t('file.image') : t('file.unnamed'));
    if (file.url?.startsWith('data:') === true) {
      return [{ kind: 'media', name, from: { kind: 'data', url: file.url } }];
    }
    const data = isObject(item) && isObject(item['file']) ? item['file']['data'] : null;
    const content = isObject(data) ? data['content'] : null;
    if (typeof content === 'string' && content !== '') {
      return [{ kind: 'media', name, from: { kind: 'text', text: content } }];
    }
    const names = [file.id, file.url, file.name].filter((text) => text !== undefined);
    return [{ kind: 'media', name, from: { kind: 'entry', names } }];
  });
}

/** Content is text, or in chats through the API a list as in OpenAI's requests. */
function contentParts(content: unknown, role: string): readonly DraftPart[] {
  if (typeof content === 'string')
    return role === 'assistant' ? splitDetails(content) : textPart(content);
  return listOf(content).flatMap((item): readonly DraftPart[] => {
    if (!isObject(item)) return [];
    if (typeof item['text'] === 'string') return textPart(item['text']);
    const image = item['image_url'];
    const url = isObject(image) ? image['url'] : null;
    if (typeof url !== 'string' || !url.startsWith('data:')) return [];
    return [{ kind: 'media', name: t('file.image'), from: { kind: 'data', url } }];
  });
}

function errorText(error: unknown): string | null {
  if (!isObject(error)) return typeof error === 'string' ? error : null;
  return typeof error['content'] === 'string' ? error['content'] : null;
}

function readMessage(
  id: string,
  value: unknown,
  before: string | null,
): DraftNode | 'system' | null {
  const message = parsed(messageSchema, value);
  if (message === null) return null;
  if (message.role === 'system') return 'system';
  const role = message.role === 'user' ? 'user' : 'assistant';
  const output = role === 'assistant' ? outputParts(message.output) : [];
  const content = output.length > 0 ? output : contentParts(message.content, role);
  const problem = role === 'assistant' ? errorText(message.error) : null;
  return {
    id,
    parentId: isObject(value) && 'parentId' in value ? (message.parentId ?? null) : before,
    role,
    parts: [
      ...fileParts(message.files),
      ...content,
      ...(content.length === 0 ? textPart(problem) : []),
    ],
    time: timeOf(message.timestamp),
    model: role === 'assistant' ? (message.model ?? message.modelName) : undefined,
    status: problem !== null ? 'failed' : message.done === false ? 'interrupted' : 'complete',
    error: problem === null ? undefined : importedError(problem),
  };
}

/**
 * Visits versions oldest first, in the order of `childrenIds`; unlisted messages come in file
 * order.
 */
function* inOrder(
  messages: Readonly<Record<string, unknown>>,
): Generator<readonly [string, unknown]> {
  const seen = new Set<string>();
  const ids = Object.keys(messages);
  const roots = ids.filter((id) => {
    const value = messages[id];
    const parent = isObject(value) ? value['parentId'] : null;
    return typeof parent !== 'string' || !Object.hasOwn(messages, parent);
  });
  for (const root of [...roots, ...ids]) {
    const stack = [root];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      if (seen.has(id) || !Object.hasOwn(messages, id)) continue;
      const value = messages[id];
      seen.add(id);
      yield [id, value];
      const children = listOf(isObject(value) ? value['childrenIds'] : null);
      stack.push(
        ...children
          .filter((child) => typeof child === 'string')
          .toReversed()
          .slice(0, 10_000),
      );
    }
  }
}

function systemText(value: unknown): string | null {
  return isObject(value) && typeof value['content'] === 'string' ? value['content'] : null;
}

function chatOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (!isObject(value)) return null;
  const chat = isObject(value['chat']) ? value['chat'] : value;
  const history = chat['history'];
  if (!isObject(history) || !isObject(history['messages'])) return null;
  const messages = Object.values(history['messages']);
  const isMessage = (message: unknown): boolean =>
    isObject(message) && typeof message['role'] === 'string';
  return messages.length === 0 || messages.some(isMessage) ? chat : null;
}

/** Open WebUI's export. */
export const openWebUi: Format = {
  source: 'open_webui',
  recognises: (value) => chatOf(value) !== null,
  read(value) {
    const outer = parsed(chatSchema, value);
    const chat = parsed(chatSchema, chatOf(value));
    const history = chat?.history;
    if (outer === null || chat === null || !isObject(history) || !isObject(history['messages'])) {
      return [
        {
          kind: 'unreadable',
          name: { kind: 'conversation', source: 'open_webui' },
          reason: { code: 'import_no_messages', params: {} },
        },
      ];
    }
    const nodes: DraftNode[] = [];
    const params = isObject(chat.params) ? chat.params['system'] : null;
    const prompts = [chat.system, typeof params === 'string' ? params : null];
    let broken = 0;
    const entries =
      Object.keys(history['messages']).length > 0
        ? inOrder(history['messages'])
        : listOf(chat.messages).map((item, index) => [`message-${index}`, item] as const);
    for (const [id, item] of entries) {
      const node = readMessage(id, item, nodes.at(-1)?.id ?? null);
      if (node === 'system') {
        prompts.push(systemText(item));
        const parentId = parsed(messageSchema, item)?.parentId ?? null;
        nodes.push({ id, parentId, role: 'user', parts: [] });
      } else if (node === null) broken += 1;
      else nodes.push(node);
    }
    const [firstModel] = listOf(chat.models);
    const current = history['currentId'];
    return [
      {
        kind: 'draft',
        source: 'open_webui',
        sourceId: outer.id ?? null,
        title: outer.title ?? chat.title ?? null,
        createdAt: timeOf(outer.created_at) ?? timeOf(chat.timestamp) ?? null,
        updatedAt: timeOf(outer.updated_at) ?? null,
        systemPrompt: joinPrompts(prompts),
        model: typeof firstModel === 'string' ? firstModel : null,
        leafId: typeof current === 'string' ? current : null,
        archived: outer.archived,
        pinned: outer.pinned,
        nodes,
        broken,
      },
    ];
  },
};
