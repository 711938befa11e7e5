import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import { listOf, optionalNumber, optionalText, parsed, type Format, type Found } from './format.ts';

// Cherry Studio's backup up to version 5: `data.json` in a ZIP, with `indexedDB.topics` (messages),
// `indexedDB.message_blocks` (their content, by id) and in `localStorage` the state of the page,
// which contains the names of topics and the prompts of assistants. Files are in `Data/Files`.

const topicSchema = z.looseObject({ id: z.string(), messages: z.unknown() });

const messageSchema = z.looseObject({
  id: z.string(),
  role: z.string(),
  content: optionalText,
  createdAt: z.unknown().optional(),
  status: optionalText,
  modelId: optionalText,
  model: z.unknown().optional(),
  askId: optionalText,
  foldSelected: z.unknown().optional(),
  useful: z.unknown().optional(),
  type: optionalText,
  usage: z.unknown().optional(),
  blocks: z.unknown().optional(),
  files: z.unknown().optional(),
});

const blockSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  content: z.unknown().optional(),
  language: optionalText,
  thinking_millsec: optionalNumber,
  url: optionalText,
  file: z.unknown().optional(),
  toolId: optionalText,
  toolName: optionalText,
  arguments: z.unknown().optional(),
  error: z.unknown().optional(),
});

const fileSchema = z.looseObject({
  id: optionalText,
  name: optionalText,
  origin_name: optionalText,
  ext: optionalText,
});

const assistantSchema = z.looseObject({ prompt: optionalText, topics: z.unknown() });
const namedTopicSchema = z.looseObject({
  id: z.string(),
  name: optionalText,
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
});
const usageSchema = z.looseObject({
  prompt_tokens: z.number().nonnegative(),
  completion_tokens: z.number().nonnegative(),
  total_tokens: z.number().nonnegative(),
});

type Block = z.infer<typeof blockSchema>;
type Message = z.infer<typeof messageSchema>;

interface Topic {
  readonly name: string | undefined;
  readonly prompt: string | undefined;
  readonly createdAt: number | undefined;
  readonly updatedAt: number | undefined;
}

function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

/** The page's data about each topic; its state is JSON whose fields are JSON again. */
function namedTopics(localStorage: unknown): ReadonlyMap<string, Topic> {
  const topics = new Map<string, Topic>();
  const state = jsonIn(isObject(localStorage) ? localStorage['persist:cherry-studio'] : null);
  const slice = jsonIn(isObject(state) ? state['assistants'] : null);
  const own = isObject(slice) ? [...listOf(slice['assistants']), slice['defaultAssistant']] : [];
  for (const item of own) {
    const assistant = parsed(assistantSchema, item);
    for (const listed of listOf(assistant?.topics)) {
      const topic = parsed(namedTopicSchema, listed);
      if (topic === null || topics.has(topic.id)) continue;
      topics.set(topic.id, {
        name: topic.name,
        prompt: assistant?.prompt,
        createdAt: timeOf(topic.createdAt),
        updatedAt: timeOf(topic.updatedAt),
      });
    }
  }
  return topics;
}

function filePart(value: unknown): readonly DraftPart[] {
  const file = parsed(fileSchema, value);
  if (file === null) return [];
  const name = file.origin_name ?? file.name ?? t('file.unnamed');
  const names = [
    file.name,
    file.id === undefined ? undefined : `${file.id}${file.ext ?? ''}`,
    file.id,
  ];
  const known = names.filter((text) => text !== undefined);
  return [{ kind: 'media', name, from: { kind: 'entry', names: known } }];
}

function blockParts(block: Block): readonly DraftPart[] {
  const content = typeof block.content === 'string' ? block.content : '';
  switch (block.type) {
    case 'main_text':
    case 'translation':
    case 'compact':
      return textPart(content);
    case 'code':
      return textPart(`\`\`\`${block.language ?? ''}\n${content}\n\`\`\``);
    case 'thinking':
      return content === ''
        ? []
        : [{ kind: 'reasoning', text: content, durationMs: block.thinking_millsec }];
    case 'image':
      if (block.url?.startsWith('data:') === true) {
        return [{ kind: 'media', name: t('file.image'), from: { kind: 'data', url: block.url } }];
      }
      return block.file === undefined || block.file === null
        ? textPart(block.url)
        : filePart(block.file);
    case 'file':
      return filePart(block.file);
    case 'tool': {
      const callId = block.toolId ?? block.id;
      const result = textOfValue(block.content);
      return [
        {
          kind: 'tool_call',
          callId,
          name: block.toolName ?? 'tool',
          arguments: textOfValue(block.arguments),
        },
        ...(result === '' ? [] : [{ kind: 'tool_result' as const, callId, text: result }]),
      ];
    }
    case 'error': {
      const message = isObject(block.error) ? block.error['message'] : null;
      return typeof message === 'string' ? textPart(message) : [];
    }
    default:
      return [];
  }
}

function modelOf(message: Message): string | undefined {
  const id = isObject(message.model) ? message.model['id'] : null;
  return typeof id === 'string' ? id : message.modelId;
}

function readMessages(
  topic: z.infer<typeof topicSchema>,
  blocks: ReadonlyMap<string, Block>,
): {
  readonly nodes: readonly DraftNode[];
  readonly leafId: string | null;
  readonly broken: number;
} {
  const nodes: DraftNode[] = [];
  const roles = new Map<string, string>();
  let broken = 0;
  /** The end of the path on show: the next question follows the chosen answer. */
  let end: string | null = null;
  let chosenFor: string | undefined;
  for (const item of listOf(topic.messages)) {
    const message = parsed(messageSchema, item);
    if (message === null || (message.role !== 'user' && message.role !== 'assistant')) {
      broken += 1;
      continue;
    }
    // Marks where the context was cleared; it is not a message.
    if (message.type === 'clear') continue;
    const { askId } = message;
    const isAnswer =
      message.role === 'assistant' && askId !== undefined && roles.get(askId) === 'user';
    const listed = listOf(message.blocks).flatMap((id) => {
      const block = typeof id === 'string' ? blocks.get(id) : undefined;
      return block === undefined ? [] : blockParts(block);
    });
    const usage = parsed(usageSchema, message.usage);
    nodes.push({
      id: message.id,
      parentId: isAnswer ? askId : end,
      role: message.role,
      parts:
        listed.length > 0
          ? listed
          : [...listOf(message.files).flatMap(filePart), ...textPart(message.content)],
      time: timeOf(message.createdAt),
      model: message.role === 'assistant' ? modelOf(message) : undefined,
      status:
        message.status === 'error'
          ? 'failed'
          : message.status === 'paused'
            ? 'stopped'
            : 'complete',
      usage:
        usage === null || message.role === 'user'
          ? undefined
          : {
              promptTokens: usage.prompt_tokens,
              completionTokens: usage.completion_tokens,
              totalTokens: usage.total_tokens,
            },
    });
    roles.set(message.id, message.role);
    const isChosen = message.foldSelected === true || message.useful === true;
    // Of several answers to a question, the path follows the chosen one, or else the first.
    if (!isAnswer || isChosen || chosenFor !== askId) end = message.id;
    if (isAnswer) chosenFor = askId;
  }
  return { nodes, leafId: end, broken };
}

/** A Cherry Studio backup. */
export const cherryStudio: Format = {
  source: 'cherry_studio',
  recognises: (value) =>
    isObject(value) && isObject(value['indexedDB']) && Array.isArray(value['indexedDB']['topics']),
  read(value) {
    if (!isObject(value) || !isObject(value['indexedDB'])) return [];
    const blocks = new Map<string, Block>();
    for (const item of listOf(value['indexedDB']['message_blocks'])) {
      const block = parsed(blockSchema, item);
      if (block !== null) blocks.set(block.id, block);
    }
    const names = namedTopics(value['localStorage']);
    return listOf(value['indexedDB']['topics']).map((item, index): Found => {
      const topic = parsed(topicSchema, item);
      if (topic === null) {
        return {
          kind: 'unreadable',
          name: { kind: 'topic', number: index + 1 },
          reason: { code: 'import_no_id', params: {} },
        };
      }
      const known = names.get(topic.id);
      const { nodes, leafId, broken } = readMessages(topic, blocks);
      return {
        kind: 'draft',
        source: 'cherry_studio',
        sourceId: topic.id,
        title: known?.name ?? null,
        createdAt: known?.createdAt ?? null,
        updatedAt: known?.updatedAt ?? null,
        systemPrompt: known?.prompt === undefined || known.prompt === '' ? null : known.prompt,
        model: null,
        leafId,
        nodes,
        broken,
      };
    });
  },
};
