import * as z from 'zod';
import { markdownFromHtml } from '../../../markup/html-to-markdown.ts';
import { isObject } from '../../../store/fields.ts';
import { textPart, timeOf, type DraftNode, type DraftPart } from '../draft.ts';
import { listOf, optionalText, parsed, type Found, type GatheredFormat } from './format.ts';

// Google Takeout → My Activity → Gemini Apps, as JSON: one array of questions with their answers as
// HTML. It does not say which of them belong to one conversation, so each day becomes one.

const entrySchema = z.looseObject({
  title: optionalText,
  time: z.string(),
  safeHtmlItem: z.unknown().optional(),
  subtitles: z.unknown().optional(),
  attachedFiles: z.unknown().optional(),
  imageFile: z.unknown().optional(),
});

type Entry = z.infer<typeof entrySchema>;

/** The word that English exports put before a question. In other languages it is kept. */
const prompted = /^Prompted\s+/;

async function answerParts(items: unknown): Promise<readonly DraftPart[]> {
  const parts: DraftPart[] = [];
  for (const item of listOf(items)) {
    if (!isObject(item) || typeof item['html'] !== 'string') continue;
    const markdown = await markdownFromHtml(item['html']);
    if (markdown === null) {
      const from = { kind: 'text' as const, text: item['html'] };
      parts.push({ kind: 'media', name: 'Answer.html', from });
    } else {
      parts.push(...textPart(markdown));
    }
  }
  return parts;
}

function fileParts({ attachedFiles, imageFile }: Entry): readonly DraftPart[] {
  return [...listOf(attachedFiles), imageFile].flatMap((file): readonly DraftPart[] =>
    typeof file === 'string' && file !== ''
      ? [{ kind: 'media', name: file, from: { kind: 'entry', names: [file] } }]
      : [],
  );
}

async function nodesOf(entries: readonly Entry[]): Promise<readonly DraftNode[]> {
  const nodes: DraftNode[] = [];
  for (const entry of entries) {
    const time = timeOf(entry.time);
    nodes.push({
      id: `${entry.time}?`,
      parentId: nodes.at(-1)?.id ?? null,
      role: 'user',
      parts: [...fileParts(entry), ...textPart((entry.title ?? '').replace(prompted, ''))],
      time,
    });
    nodes.push({
      id: `${entry.time}!`,
      parentId: nodes.at(-1)?.id ?? null,
      role: 'assistant',
      parts: await answerParts(entry.safeHtmlItem),
      time,
      model: 'gemini',
    });
  }
  return nodes;
}

/** Gemini's activity from Google Takeout. */
export const gemini: GatheredFormat = {
  source: 'gemini',
  recognises: (value) =>
    isObject(value) &&
    typeof value['time'] === 'string' &&
    typeof value['title'] === 'string' &&
    listOf(value['products']).some(
      (product) => typeof product === 'string' && /\bGemini\b|\bBard\b/.test(product),
    ),
  async read(values) {
    const days = new Map<string, Entry[]>();
    let broken = 0;
    for (const value of values) {
      const entry = parsed(entrySchema, value);
      if (entry === null || timeOf(entry.time) === undefined) {
        broken += 1;
        continue;
      }
      const day = entry.time.slice(0, 10);
      const entries = days.get(day) ?? [];
      entries.push(entry);
      days.set(day, entries);
    }
    const found: Found[] = [];
    for (const [day, entries] of days) {
      const inOrder = entries.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time));
      found.push({
        kind: 'draft',
        source: 'gemini',
        sourceId: day,
        title: entries.length === 1 ? null : `Gemini, ${day}`,
        createdAt: null,
        updatedAt: null,
        systemPrompt: null,
        model: 'gemini',
        leafId: null,
        nodes: await nodesOf(inOrder),
        broken: found.length === 0 ? broken : 0,
      });
    }
    return found;
  },
};
