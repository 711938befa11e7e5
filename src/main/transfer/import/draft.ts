import type { MessageStatus, Usage } from '../../../shared/model/conversation.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import type { ImportSource } from '../../../shared/model/jobs.ts';

/** Where the bytes of an image or file are to be found. */
export type MediaReference =
  /** A file of the archive, by its id or name in the export. */
  | { readonly kind: 'entry'; readonly names: readonly string[] }
  /** A `data:` URL in the export itself. */
  | { readonly kind: 'data'; readonly url: string }
  /** Only the text that was read out of the file is in the export. */
  | { readonly kind: 'text'; readonly text: string }
  /** Nowhere: the export does not hold it. */
  | { readonly kind: 'missing' };

/** A piece of a message before its media have been fetched. */
export type DraftPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reasoning'; readonly text: string; readonly durationMs?: number | undefined }
  | { readonly kind: 'media'; readonly from: MediaReference; readonly name: string }
  | {
      readonly kind: 'tool_call';
      readonly callId: string;
      readonly name: string;
      readonly arguments: string;
    }
  | {
      readonly kind: 'tool_result';
      readonly callId: string;
      readonly text: string;
      readonly isError?: boolean | undefined;
    };

/** A message as a format describes it. Without parts it is left out and its children move up to its parent. */
export interface DraftNode {
  /** The source's own id; unique within the conversation. */
  readonly id: string;
  /** The source's id of the message before it; null for the first. */
  readonly parentId: string | null;
  readonly role: 'user' | 'assistant';
  readonly parts: readonly DraftPart[];
  /** Epoch ms. */
  readonly time?: number | undefined;
  readonly model?: string | undefined;
  readonly status?: MessageStatus | undefined;
  readonly finishReason?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly error?: ParleyError | undefined;
  /** A step of the same answer (a tool's result, the text after it): it joins its parent's message if it can. */
  readonly continues?: boolean | undefined;
}

/** A conversation as a format describes it, before it has Parley's ids. */
export interface DraftConversation {
  readonly kind: 'draft';
  readonly source: ImportSource;
  /** The source's own id; null: the content is its identity. */
  readonly sourceId: string | null;
  readonly title: string | null;
  /** Epoch ms. */
  readonly createdAt: number | null;
  /** Epoch ms. */
  readonly updatedAt: number | null;
  readonly systemPrompt: string | null;
  readonly model: string | null;
  /** The message at the end of the path on show; null: the newest. */
  readonly leafId: string | null;
  readonly archived?: boolean | undefined;
  readonly pinned?: boolean | undefined;
  /** Versions of one message in the order they were made. */
  readonly nodes: readonly DraftNode[];
  /** Messages that could not be understood. */
  readonly broken: number;
  /** Pieces of messages of a kind that is not known, which were left out. */
  readonly unknown?: number | undefined;
  /** Stands in for a title if neither that nor a first question has words. */
  readonly summary?: string | null | undefined;
}

/** Epoch ms of what exports write as a time: seconds, ms, µs, ns, ISO 8601; undefined if it is none. */
export function timeOf(value: unknown): number | undefined {
  let ms: number;
  if (typeof value === 'string') ms = Date.parse(value);
  else if (typeof value === 'number') ms = scaled(value);
  else return undefined;
  // Before 2000 and after 2100 nobody chatted.
  return ms >= 946_684_800_000 && ms < 4_102_444_800_000 ? Math.round(ms) : undefined;
}

function scaled(value: number): number {
  if (value > 1e17) return value / 1e6;
  if (value > 1e14) return value / 1e3;
  return value > 1e11 ? value : value * 1000;
}

/** Text that a person should be able to read, of whatever a tool was given or gave back. */
export function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return JSON.stringify(value, null, isDeep(value) ? 0 : 2) ?? '';
}

/** Values nested deeper than this are written without line breaks: the indentation alone would be their size squared. */
const deepestIndented = 64;

function isDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < deepestIndented; depth += 1) {
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** A text part, or none for empty text. */
export function textPart(text: string | null | undefined): readonly DraftPart[] {
  return text === undefined || text === null || text.trim() === '' ? [] : [{ kind: 'text', text }];
}

/** Distinct system prompts as one; null if there is none. */
export function joinPrompts(prompts: readonly (string | null | undefined)[]): string | null {
  const texts = prompts.map((prompt) => prompt?.trim() ?? '').filter((prompt) => prompt !== '');
  return texts.length === 0 ? null : [...new Set(texts)].join('\n\n');
}
