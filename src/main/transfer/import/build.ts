import { createHash } from 'node:crypto';
import { t } from '../../../shared/language/translate.ts';
import {
  conversationVersion,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../../shared/model/conversation.ts';
import type { ImportSource } from '../../../shared/model/jobs.ts';
import { arrange, type Arranged } from './arrange.ts';
import type { DraftConversation, DraftPart } from './draft.ts';
import { derivedId } from './ids.ts';
import { createPauses } from '../../event-loop/pauses.ts';

/** Turns a reference to an image or file into parts; unavailable ones become a line of text. */
export type FetchMedia = (
  part: Extract<DraftPart, { kind: 'media' }>,
) => Promise<{ readonly part: Part; readonly found: boolean }>;

/** A conversation ready to be stored. */
export interface Built {
  readonly conversation: Conversation;
  readonly messages: number;
  /** Number of images and files missing from the export. */
  readonly missing: number;
  /** Number of messages that could not be imported. */
  readonly broken: number;
  /** Number of message parts of an unknown kind. */
  readonly unknown: number;
}

/** Titles of other programs are shortened to our maximum. */
const longestTitle = 500;

/** Identifies a conversation at its source; equal for the same conversation in every export. */
export function sourceKey(source: ImportSource, id: string): string {
  return `${source}:${id}`;
}

/** A draft's id at the source, or one derived from its content. */
export function sourceIdOf(draft: DraftConversation): string {
  if (draft.sourceId !== null && draft.sourceId !== '') return draft.sourceId.slice(0, 1000);
  const content = JSON.stringify([draft.title, draft.systemPrompt, draft.nodes]);
  return `sha256-${createHash('sha256').update(content).digest('hex')}`;
}

function cleanTitle(title: string | null): string | null {
  const clean = (title ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  return clean === '' ? null : clean.slice(0, longestTitle).toWellFormed();
}

function firstWords(roots: readonly Arranged[]): string | null {
  for (const root of roots) {
    for (const part of root.parts) {
      if (part.kind !== 'text') continue;
      const words = cleanTitle(part.text.trim().split('\n', 1)[0] ?? '');
      if (words !== null)
        return words.length > 60 ? `${words.slice(0, 59).toWellFormed()}…` : words;
    }
  }
  return null;
}

/** The first words of a summary, without Markdown marks. */
function summaryWords(summary: string | null | undefined): string | null {
  const line = (summary ?? '')
    .slice(0, 2000)
    .split('\n')
    .find((each) => /[\p{L}\p{N}]/u.test(each));
  const words = cleanTitle((line ?? '').replaceAll(/[*_`#>]+/g, ''));
  return words !== null && words.length > 60 ? `${words.slice(0, 59).toWellFormed()}…` : words;
}

type DraftResult = Extract<DraftPart, { kind: 'tool_result' }>;

async function partsOf(
  parts: readonly DraftPart[],
  fetchMedia: FetchMedia,
): Promise<{ readonly parts: readonly Part[]; readonly missing: number }> {
  const made: Part[] = [];
  let missing = 0;
  const results = new Map<string, DraftResult>();
  for (const part of parts) if (part.kind === 'tool_result') results.set(part.callId, part);
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        made.push(part);
        break;
      case 'tool_call': {
        const result = results.get(part.callId);
        // A call that another program left without a result will never run.
        const state =
          result === undefined ? 'interrupted' : result.isError === true ? 'failed' : 'done';
        made.push({ ...part, state });
        break;
      }
      case 'tool_result': {
        const { callId, text, isError = false } = part;
        const content = text === '' ? [] : [{ kind: 'text' as const, text }];
        made.push({ kind: 'tool_result', callId, content, isError });
        break;
      }
      case 'reasoning': {
        const { durationMs } = part;
        made.push({
          kind: 'reasoning',
          text: part.text,
          ...(durationMs !== undefined && durationMs >= 0 ? { durationMs } : {}),
        });
        break;
      }
      case 'media': {
        const fetched = await fetchMedia(part);
        if (!fetched.found) missing += 1;
        made.push(fetched.part);
        break;
      }
    }
  }
  return { parts: made, missing };
}

const nothingFetched = { parts: [], missing: 0 };

/** Removes undefined fields, because a missing and an undefined field produce different files. */
function defined<T extends object>(fields: T): Partial<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

/**
 * Creates our conversation from a draft. Ids depend only on the source, so that the same export
 * always yields the same ids. They increase along every branch and from version to version.
 * `fallbackTime` (epoch ms) is for sources without any times. Messages that are `known` get no
 * parts, because nothing has to be fetched for messages we already have. Returns null if the draft
 * contains no message.
 */
export async function buildConversation(
  draft: DraftConversation,
  fetchMedia: FetchMedia,
  fallbackTime: number,
  known: ReadonlySet<Id>,
): Promise<Built | null> {
  const { roots, placeOf, duplicates } = await arrange(draft.nodes);
  if (roots.length === 0) return null;
  const sourceId = sourceIdOf(draft);
  const key = sourceKey(draft.source, sourceId);
  const times = draft.nodes.flatMap(({ time }) => (time === undefined ? [] : [time]));
  const earliest = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const createdAt = draft.createdAt ?? (Number.isFinite(earliest) ? earliest : fallbackTime);

  const messages: Record<Id, Message> = {};
  const ids = new Map<Arranged, Id>();
  const idTimes = new Map<Arranged, number>();
  const newestChild = new Map<Arranged | null, number>();
  const shownTimes = new Map<Arranged, number>();
  let missing = 0;
  let lastModel: string | null = null;
  const pause = createPauses();
  const stack = roots.toReversed();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    await pause();
    const { node, last, parent } = next;
    const shown =
      node.time ?? (parent === null ? createdAt : (shownTimes.get(parent) ?? createdAt));
    const above = parent === null ? 0 : (idTimes.get(parent) ?? 0);
    const idTime = Math.max(shown, above + 1, (newestChild.get(parent) ?? 0) + 1);
    newestChild.set(parent, idTime);
    idTimes.set(next, idTime);
    shownTimes.set(next, shown);
    const id = derivedId(`${key}:${node.id}`, idTime);
    ids.set(next, id);
    const made = known.has(id) ? nothingFetched : await partsOf(next.parts, fetchMedia);
    missing += made.missing;
    const model = node.role === 'assistant' ? (last.model ?? node.model) : undefined;
    lastModel = model ?? lastModel;
    messages[id] = {
      id,
      parentId: parent === null ? null : (ids.get(parent) ?? null),
      role: node.role,
      parts: made.parts,
      status: last.status ?? 'complete',
      createdAt: new Date(shown).toISOString(),
      ...defined({
        model,
        finishReason: last.finishReason,
        usage: last.usage,
        error: last.error,
      }),
    };
    for (const child of next.children.toReversed()) stack.push(child);
  }

  const onShow = draft.leafId === null ? null : (placeOf.get(draft.leafId) ?? null);
  const from = onShow ?? roots.at(-1) ?? null;
  const leaf = from === null ? null : newestBelow(from, ids);
  const latest = times.reduce((most, time) => Math.max(most, time), createdAt);
  const title = cleanTitle(draft.title);
  const model = draft.model ?? lastModel;
  const conversation: Conversation = {
    version: conversationVersion,
    id: derivedId(key, createdAt),
    title: title ?? firstWords(roots) ?? summaryWords(draft.summary) ?? t('import.title'),
    titledBy: title === null ? 'first_words' : 'person',
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(Math.max(draft.updatedAt ?? latest, createdAt)).toISOString(),
    systemPrompt: draft.systemPrompt,
    providerId: null,
    // Another program's model may not exist here; the messages say which model answered.
    model: null,
    leafId: leaf === null ? null : (ids.get(leaf) ?? null),
    importedFrom: { source: draft.source, id: sourceId, ...(model === null ? {} : { model }) },
    ...(draft.archived === true ? { archived: true } : {}),
    ...(draft.pinned === true ? { pinned: true } : {}),
    messages,
  };
  return {
    conversation,
    messages: ids.size,
    missing,
    broken: draft.broken + duplicates,
    unknown: draft.unknown ?? 0,
  };
}

/** Follows the newest child at each step and returns the leaf. */
function newestBelow(start: Arranged, ids: ReadonlyMap<Arranged, Id>): Arranged {
  let leaf = start;
  for (;;) {
    const [first, ...others] = leaf.children;
    if (first === undefined) return leaf;
    leaf = others.reduce(
      (newest, child) => ((ids.get(child) ?? '') > (ids.get(newest) ?? '') ? child : newest),
      first,
    );
  }
}
