import * as z from 'zod';
import { t } from '../../../../shared/language/translate.ts';
import { isObject } from '../../../store/fields.ts';
import { textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import { listOf, optionalText, parsed, type Format } from './format.ts';

// Grok → accounts.x.ai → Download account data: a ZIP whose `prod-grok-backend.json` is one object
// with `conversations`, each of them one of these.

const headSchema = z.looseObject({
  id: optionalText,
  title: optionalText,
  create_time: z.unknown().optional(),
  modify_time: z.unknown().optional(),
  starred: z.unknown().optional(),
});

const responseSchema = z.looseObject({
  _id: optionalText,
  message: optionalText,
  query: optionalText,
  sender: z.string(),
  create_time: z.unknown().optional(),
  parent_response_id: optionalText,
  model: optionalText,
  thinking_trace: optionalText,
  error: optionalText,
  partial: z.unknown().optional(),
  file_attachments: z.unknown().optional(),
  generated_image_urls: z.unknown().optional(),
});

/** Parses a time: ISO 8601, or MongoDB's format `{ $date: { $numberLong: "1756000000000" } }`. */
function mongoTime(value: unknown): number | undefined {
  if (!isObject(value)) return timeOf(value);
  const date = value['$date'];
  if (!isObject(date)) return timeOf(date);
  const long = date['$numberLong'];
  return timeOf(typeof long === 'string' && long !== '' ? Number(long) : long);
}

function attached(values: unknown, fallback: string): readonly DraftPart[] {
  return listOf(values).flatMap((item): readonly DraftPart[] => {
    const [file] = isObject(item) ? [item['file_id'] ?? item['id'] ?? item['name']] : [item];
    if (typeof file !== 'string' || file === '') return [];
    const named = isObject(item) ? (item['file_name'] ?? item['name']) : null;
    const name = typeof named === 'string' && named !== '' ? named : fallback;
    // Files are stored as `prod-mc-asset-server/<id>/content`.
    return [{ kind: 'media', name, from: { kind: 'entry', names: [`${file}/content`, file] } }];
  });
}

function nodeOf(value: unknown, index: number, before: string | null): DraftNode | null {
  const inner = isObject(value) && isObject(value['response']) ? value['response'] : value;
  const response = parsed(responseSchema, inner);
  if (response === null) return null;
  const role = /^(?:human|user)$/i.test(response.sender) ? 'user' : 'assistant';
  const trace = response.thinking_trace ?? '';
  return {
    id: response._id ?? `response-${index}`,
    parentId: response.parent_response_id ?? before,
    role,
    parts: [
      ...attached(response.file_attachments, t('file.unnamed')),
      ...(trace.trim() === '' ? [] : [{ kind: 'reasoning' as const, text: trace }]),
      ...textPart(response.message ?? response.query ?? response.error),
      ...attached(response.generated_image_urls, t('file.image')),
    ],
    time: mongoTime(response.create_time),
    model: role === 'assistant' ? response.model : undefined,
    status: response.partial === true ? 'interrupted' : 'complete',
  };
}

function isResponse(value: unknown): boolean {
  const inner = isObject(value) ? value['response'] : null;
  return isObject(inner) && typeof inner['sender'] === 'string';
}

/** Grok's export. */
export const grok: Format = {
  source: 'grok',
  recognises: (value) =>
    isObject(value) &&
    isObject(value['conversation']) &&
    Array.isArray(value['responses']) &&
    (value['responses'].length === 0 || value['responses'].some(isResponse)),
  read(value) {
    if (!isObject(value)) return [];
    const head = parsed(headSchema, value['conversation']);
    const nodes: DraftNode[] = [];
    let broken = 0;
    for (const item of listOf(value['responses'])) {
      const node = nodeOf(item, nodes.length, nodes.at(-1)?.id ?? null);
      if (node === null) broken += 1;
      else nodes.push(node);
    }
    return [
      {
        kind: 'draft',
        source: 'grok',
        sourceId: head?.id ?? null,
        title: head?.title ?? null,
        createdAt: mongoTime(head?.create_time) ?? null,
        updatedAt: mongoTime(head?.modify_time) ?? null,
        systemPrompt: null,
        model: nodes.findLast(({ model }) => model !== undefined)?.model ?? null,
        leafId: null,
        pinned: head?.starred === true,
        nodes,
        broken,
      },
    ];
  },
};
