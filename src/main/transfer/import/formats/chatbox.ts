import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import type { Usage } from '../../../../shared/model/conversation.ts';
import { isObject } from '../../../store/fields.ts';
import {
  joinPrompts,
  textOfValue,
  textPart,
  timeOf,
  type DraftConversation,
  type DraftNode,
  type DraftPart,
} from '../draft.ts';
import {
  importedError,
  listOf,
  optionalNumber,
  optionalText,
  parsed,
  type Format,
} from './format.ts';

// Chatbox → Settings → Data backup: one JSON object with its storage. Old versions keep all
// sessions in `chat-sessions`; newer ones list them in `chat-sessions-list` and keep each as
// `session:<id>`. Pictures are stored separately, under the `storageKey` that messages name.

const sessionSchema = z.looseObject({
  id: z.string(),
  name: optionalText,
  messages: z.unknown().optional(),
  threads: z.unknown().optional(),
  threadName: optionalText,
  messageForksHash: z.unknown().optional(),
});

const messageSchema = z.looseObject({
  id: z.string(),
  role: z.string(),
  content: optionalText,
  contentParts: z.unknown().optional(),
  reasoningContent: optionalText,
  model: optionalText,
  timestamp: z.unknown().optional(),
  finishReason: optionalText,
  error: optionalText,
  usage: z.unknown().optional(),
  files: z.unknown().optional(),
  links: z.unknown().optional(),
  pictures: z.unknown().optional(),
});

const partSchema = z.looseObject({
  type: z.string(),
  text: optionalText,
  storageKey: optionalText,
  url: optionalText,
  duration: optionalNumber,
  toolCallId: optionalText,
  toolName: optionalText,
  args: z.unknown().optional(),
  result: z.unknown().optional(),
});

const usageSchema = z.looseObject({
  inputTokens: z.number().nonnegative(),
  outputTokens: z.number().nonnegative(),
  totalTokens: optionalNumber,
});

const threadSchema = z.looseObject({
  id: z.string(),
  name: optionalText,
  createdAt: z.unknown().optional(),
  messages: z.unknown().optional(),
});

type Storage = Readonly<Record<string, unknown>>;

function stored(storage: Storage, key: string | undefined, name: string): DraftPart {
  const value = key !== undefined && Object.hasOwn(storage, key) ? storage[key] : null;
  if (typeof value !== 'string' || value === '') {
    return { kind: 'media', name, from: { kind: 'missing' } };
  }
  const from = value.startsWith('data:')
    ? { kind: 'data' as const, url: value }
    : { kind: 'text' as const, text: value };
  return { kind: 'media', name, from };
}

function contentPart(value: unknown, storage: Storage): readonly DraftPart[] {
  const part = parsed(partSchema, value);
  if (part === null) return [];
  switch (part.type) {
    case 'text':
    case 'info':
      return textPart(part.text);
    case 'reasoning':
      return part.text === undefined || part.text === ''
        ? []
        : [{ kind: 'reasoning', text: part.text, durationMs: part.duration }];
    case 'image':
      return part.url?.startsWith('data:') === true
        ? [{ kind: 'media', name: t('file.image'), from: { kind: 'data', url: part.url } }]
        : [stored(storage, part.storageKey, t('file.image'))];
    case 'tool-call': {
      const callId = part.toolCallId ?? '';
      const result = textOfValue(part.result);
      return [
        {
          kind: 'tool_call',
          callId,
          name: part.toolName ?? 'tool',
          arguments: textOfValue(part.args),
        },
        ...(result === '' ? [] : [{ kind: 'tool_result' as const, callId, text: result }]),
      ];
    }
    default:
      return textPart(part.text);
  }
}

function filesOf(message: z.infer<typeof messageSchema>, storage: Storage): readonly DraftPart[] {
  const named = [...listOf(message.files), ...listOf(message.pictures)].map((item) => {
    const file = isObject(item) ? item : {};
    const name = typeof file['name'] === 'string' ? file['name'] : t('file.image');
    const url = file['url'];
    if (typeof url === 'string' && url.startsWith('data:')) {
      return { kind: 'media' as const, name, from: { kind: 'data' as const, url } };
    }
    const key = file['storageKey'];
    return stored(storage, typeof key === 'string' ? key : undefined, name);
  });
  const links = listOf(message.links).flatMap((item) => {
    const url = isObject(item) ? item['url'] : null;
    return typeof url === 'string' ? textPart(url) : [];
  });
  return [...named, ...links];
}

function usageOf(value: unknown): Usage | undefined {
  const usage = parsed(usageSchema, value);
  if (usage === null) return undefined;
  const { inputTokens, outputTokens, totalTokens } = usage;
  return {
    promptTokens: inputTokens,
    completionTokens: outputTokens,
    totalTokens: Math.max(0, totalTokens ?? inputTokens + outputTokens),
  };
}

interface Reading {
  readonly nodes: DraftNode[];
  readonly prompts: string[];
  broken: number;
}

/** Reads a run of consecutive messages; returns the id of the last. */
function readRun(
  list: unknown,
  above: string | null,
  storage: Storage,
  into: Reading,
): string | null {
  let parentId = above;
  for (const item of listOf(list)) {
    const message = parsed(messageSchema, item);
    if (message === null) {
      into.broken += 1;
      continue;
    }
    const listed = listOf(message.contentParts).flatMap((part) => contentPart(part, storage));
    const text = listed.length > 0 ? listed : textPart(message.content);
    const thought = message.reasoningContent;
    const failed = message.error !== undefined && message.error !== '';
    const base = { id: message.id, parentId, time: timeOf(message.timestamp) };
    if (message.role === 'system') {
      for (const part of text) if (part.kind === 'text') into.prompts.push(part.text);
      into.nodes.push({ ...base, role: 'user', parts: [] });
    } else if (message.role === 'user') {
      into.nodes.push({ ...base, role: 'user', parts: [...filesOf(message, storage), ...text] });
    } else {
      into.nodes.push({
        ...base,
        role: 'assistant',
        parts: [
          ...(thought === undefined || thought === ''
            ? []
            : [{ kind: 'reasoning' as const, text: thought }]),
          ...filesOf(message, storage),
          ...(text.length === 0 && failed ? textPart(message.error) : text),
        ],
        model: message.model,
        status: failed ? 'failed' : message.finishReason === 'length' ? 'truncated' : 'complete',
        finishReason: message.finishReason,
        usage: usageOf(message.usage),
        error: failed ? importedError(message.error) : undefined,
        continues: message.role === 'tool',
      });
    }
    parentId = message.id;
  }
  return parentId;
}

/**
 * Other versions: alternative lists of what followed a message. The one on show is in the run
 * itself, and its list is empty.
 */
function readForks(forks: unknown, storage: Storage, into: Reading): void {
  if (!isObject(forks)) return;
  for (const [messageId, fork] of Object.entries(forks)) {
    for (const list of listOf(isObject(fork) ? fork['lists'] : null)) {
      if (isObject(list)) readRun(list['messages'], messageId, storage, into);
    }
  }
}

function draftOf(
  sourceId: string,
  title: string | null,
  messages: unknown,
  forks: unknown,
  createdAt: number | null,
  storage: Storage,
): DraftConversation {
  const reading: Reading = { nodes: [], prompts: [], broken: 0 };
  readForks(forks, storage, reading);
  const leafId = readRun(messages, null, storage, reading);
  return {
    kind: 'draft',
    source: 'chatbox',
    sourceId,
    title,
    createdAt,
    updatedAt: null,
    systemPrompt: joinPrompts(reading.prompts),
    model: null,
    leafId,
    nodes: reading.nodes,
    broken: reading.broken,
  };
}

function sessionDrafts(value: unknown, storage: Storage): readonly DraftConversation[] {
  const session = parsed(sessionSchema, value);
  if (session === null) return [];
  const title = session.name ?? null;
  const current = draftOf(
    session.id,
    session.threadName ?? title,
    session.messages,
    session.messageForksHash,
    null,
    storage,
  );
  const threads = listOf(session.threads).flatMap((item) => {
    const thread = parsed(threadSchema, item);
    if (thread === null) return [];
    const id = `${session.id}/${thread.id}`;
    const name = thread.name ?? title;
    const forks = session.messageForksHash;
    return [draftOf(id, name, thread.messages, forks, timeOf(thread.createdAt) ?? null, storage)];
  });
  return [current, ...threads];
}

function sessionsIn(storage: Storage): readonly unknown[] {
  const single = Object.keys(storage)
    .filter((key) => key.startsWith('session:'))
    .map((key) => storage[key]);
  return [...single, ...listOf(storage['chat-sessions'])];
}

/** Chatbox's data backup. */
export const chatbox: Format = {
  source: 'chatbox',
  recognises: (value) =>
    isObject(value) && (Array.isArray(value['chat-sessions-list']) || sessionsIn(value).length > 0),
  read: (value) =>
    isObject(value) ? sessionsIn(value).flatMap((session) => sessionDrafts(session, value)) : [],
};
