import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textOfValue, textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import { watchArtifacts, type ArtifactWatch } from './claude-artifact.ts';
import { listOf, optionalFlag, optionalText, parsed, type Format } from './format.ts';

// Claude → Settings → Privacy → Export data: `conversations.json`, an array of these. Older exports
// are lists without parents; newer ones (and the page's own API) name the parent of each message.

const conversationSchema = z.looseObject({
  uuid: z.string(),
  name: optionalText,
  summary: optionalText,
  created_at: z.unknown().optional(),
  updated_at: z.unknown().optional(),
  model: optionalText,
  current_leaf_message_uuid: optionalText,
  is_starred: optionalFlag,
  chat_messages: z.array(z.unknown()),
});

const messageSchema = z.looseObject({
  uuid: z.string(),
  sender: z.string(),
  text: optionalText,
  content: z.unknown().optional(),
  created_at: z.unknown().optional(),
  stop_reason: optionalText,
  model: optionalText,
  parent_message_uuid: optionalText,
  attachments: z.unknown().optional(),
  files: z.unknown().optional(),
  files_v2: z.unknown().optional(),
});

const blockSchema = z.looseObject({
  type: z.string(),
  text: optionalText,
  citations: z.unknown().optional(),
  thinking: optionalText,
  id: optionalText,
  name: optionalText,
  input: z.unknown().optional(),
  tool_use_id: optionalText,
  is_error: z.boolean().optional().catch(undefined),
  content: z.unknown().optional(),
  start_timestamp: z.unknown().optional(),
  stop_timestamp: z.unknown().optional(),
});

const attachmentSchema = z.looseObject({
  file_name: optionalText,
  extracted_content: optionalText,
});
const fileSchema = z.looseObject({ file_name: optionalText, file_uuid: optionalText });

function resultText(content: unknown): string {
  if (!Array.isArray(content)) return textOfValue(content);
  return content
    .map((item: unknown) => {
      if (!isObject(item)) return textOfValue(item);
      return typeof item['text'] === 'string' ? item['text'] : textOfValue(item);
    })
    .join('\n');
}

const citationSchema = z.looseObject({
  end_index: z.number().int().nonnegative(),
  details: z.looseObject({ url: z.string() }),
});

/** The most citations per text that become links. */
const maxCitations = 1000;

/** Adds a link after each stretch of text that cites a page. */
function withCitations(text: string | undefined, citations: unknown): string | undefined {
  if (text === undefined) return text;
  const found = listOf(citations)
    .slice(0, maxCitations)
    .flatMap((item) => parsed(citationSchema, item) ?? [])
    .filter(
      ({ details, end_index: end }) =>
        end <= text.length && /^https?:\/\/[^\s<>()]+$/i.test(details.url),
    )
    .toSorted((a, b) => a.end_index - b.end_index);
  let cited = '';
  let from = 0;
  for (const { details, end_index: end } of found) {
    const host = URL.parse(details.url)?.hostname;
    if (host === undefined) continue;
    cited += `${text.slice(from, end)} ([${host}](${details.url}))`;
    from = end;
  }
  return cited + text.slice(from);
}

/** Blocks that are only meaningful to Claude's own page. */
const silentBlocks = new Set(['token_budget', 'flag']);

function isUnknown(value: unknown): boolean {
  const block = parsed(blockSchema, value);
  if (block === null) return value !== null;
  const isKnown = /^(?:text|thinking|redacted_thinking|tool_use|tool_result)$/.test(block.type);
  return !isKnown && !silentBlocks.has(block.type) && block.text === undefined;
}

function blockParts(value: unknown, artifacts: ArtifactWatch): readonly DraftPart[] {
  const block = parsed(blockSchema, value);
  if (block === null) return [];
  switch (block.type) {
    case 'text':
      return textPart(withCitations(block.text, block.citations));
    case 'thinking': {
      const start = timeOf(block.start_timestamp);
      const stop = timeOf(block.stop_timestamp);
      const text = block.thinking ?? '';
      if (text.trim() === '') return [];
      const durationMs = start !== undefined && stop !== undefined ? stop - start : undefined;
      return [{ kind: 'reasoning', text, durationMs }];
    }
    case 'tool_use':
      return [
        {
          kind: 'tool_call',
          callId: block.id ?? '',
          name: block.name ?? 'tool',
          arguments: textOfValue(block.input),
        },
        ...artifacts.see(block.name ?? '', block.input),
      ];
    case 'tool_result':
      return [
        {
          kind: 'tool_result',
          callId: block.tool_use_id ?? '',
          text: resultText(block.content),
          isError: block.is_error,
        },
      ];
    default:
      return textPart(block.text);
  }
}

/** The export's `text` for each block that is not text. */
const notSupported = '```\nThis block is not supported on your current device yet.\n```\n';

function filesOf(message: z.infer<typeof messageSchema>): readonly DraftPart[] {
  const parts: DraftPart[] = [];
  for (const item of listOf(message.attachments)) {
    const attachment = parsed(attachmentSchema, item);
    if (attachment === null) continue;
    const text = attachment.extracted_content;
    parts.push({
      kind: 'media',
      name:
        attachment.file_name === undefined || attachment.file_name === ''
          ? `${t('composer.pasted')}.txt`
          : attachment.file_name,
      from:
        text === undefined || text === ''
          ? {
              kind: 'entry',
              names: attachment.file_name === undefined ? [] : [attachment.file_name],
            }
          : { kind: 'text', text },
    });
  }
  const seen = new Set<string>();
  for (const item of [...listOf(message.files), ...listOf(message.files_v2)]) {
    const file = parsed(fileSchema, item);
    const names = [file?.file_uuid, file?.file_name].filter((name) => name !== undefined);
    const key = names[0];
    if (key === undefined || seen.has(key)) continue;
    seen.add(key);
    parts.push({ kind: 'media', name: file?.file_name ?? key, from: { kind: 'entry', names } });
  }
  return parts;
}

function readMessage(
  value: unknown,
  before: string | null,
  ids: ReadonlySet<string>,
  artifacts: ArtifactWatch,
): DraftNode | null {
  const message = parsed(messageSchema, value);
  if (message === null) return null;
  const blocks = listOf(message.content).flatMap((block) => blockParts(block, artifacts));
  const parent = message.parent_message_uuid;
  const named = parent !== undefined && ids.has(parent) ? parent : null;
  return {
    id: message.uuid,
    // A root's parent id names no message. Old exports have no parents at all; there the list gives
    // the order.
    parentId: parent === undefined ? before : named,
    role: message.sender === 'assistant' ? 'assistant' : 'user',
    parts: [
      ...filesOf(message),
      ...(blocks.length > 0 ? blocks : textPart(message.text?.replaceAll(notSupported, ''))),
    ],
    time: timeOf(message.created_at),
    model: message.model,
    status: message.stop_reason === 'max_tokens' ? 'truncated' : 'complete',
    finishReason: message.stop_reason,
  };
}

const isMessage = (value: unknown): boolean =>
  isObject(value) && typeof value['sender'] === 'string';

/** Claude's export. */
export const claude: Format = {
  source: 'claude',
  recognises: (value) =>
    isObject(value) &&
    typeof value['uuid'] === 'string' &&
    Array.isArray(value['chat_messages']) &&
    (value['chat_messages'].length === 0 || value['chat_messages'].some(isMessage)),
  read(value) {
    const conversation = parsed(conversationSchema, value);
    if (conversation === null) {
      return [
        {
          kind: 'unreadable',
          name: { kind: 'conversation', source: 'claude' },
          reason: { code: 'import_no_id', params: {} },
        },
      ];
    }
    const messages = conversation.chat_messages;
    const ids = new Set(
      messages.flatMap((item) =>
        isObject(item) && typeof item['uuid'] === 'string' ? [item['uuid']] : [],
      ),
    );
    const nodes: DraftNode[] = [];
    const artifacts = watchArtifacts();
    let broken = 0;
    let unknown = 0;
    for (const item of messages) {
      const node = readMessage(item, nodes.at(-1)?.id ?? null, ids, artifacts);
      if (isObject(item)) unknown += listOf(item['content']).filter(isUnknown).length;
      if (node === null) broken += 1;
      else nodes.push(node);
    }
    const model = conversation.model;
    return [
      {
        kind: 'draft',
        source: 'claude',
        sourceId: conversation.uuid,
        title: conversation.name ?? null,
        createdAt: timeOf(conversation.created_at) ?? null,
        updatedAt: timeOf(conversation.updated_at) ?? null,
        systemPrompt: null,
        model: model ?? null,
        leafId: conversation.current_leaf_message_uuid ?? null,
        pinned: conversation.is_starred,
        nodes: nodes.map((node) =>
          node.role === 'assistant' && node.model === undefined ? { ...node, model } : node,
        ),
        broken,
        unknown,
        summary: conversation.summary,
      },
    ];
  },
};
