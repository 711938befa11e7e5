import type { MessageStatus, Usage } from '../../../shared/model/conversation.ts';
import type { ParleyError } from '../../../shared/model/errors.ts';
import type { ImportSource } from '../../../shared/model/jobs.ts';

/** Where to find the bytes of an image or file. */
export type MediaReference =
  /** A file in the archive, by its id or name in the export. */
  | { readonly kind: 'entry'; readonly names: readonly string[] }
  /** A `data:` URL in the export itself. */
  | { readonly kind: 'data'; readonly url: string }
  /** The export contains only the text extracted from the file. */
  | { readonly kind: 'text'; readonly text: string }
  /** The export does not contain it. */
  | { readonly kind: 'missing' };

/** A message part whose media have not been fetched yet. */
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

/**
 * A message as a format describes it. One without parts is dropped and its children move up to its
 * parent.
 */
export interface DraftNode {
  /** Its id at the source; unique within the conversation. */
  readonly id: string;
  /** The id of the previous message at the source; null for the first. */
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
  /**
   * True for a step of the same answer (a tool result, the text after it): it is merged into its
   * parent's message if possible.
   */
  readonly continues?: boolean | undefined;
}

/** A conversation as a format describes it, before it gets Parley's ids. */
export interface DraftConversation {
  readonly kind: 'draft';
  readonly source: ImportSource;
  /** Its id at the source; null if it is identified by its content. */
  readonly sourceId: string | null;
  readonly title: string | null;
  /** Epoch ms. */
  readonly createdAt: number | null;
  /** Epoch ms. */
  readonly updatedAt: number | null;
  readonly systemPrompt: string | null;
  readonly model: string | null;
  /** The last message of the path on show; null for the newest. */
  readonly leafId: string | null;
  readonly archived?: boolean | undefined;
  readonly pinned?: boolean | undefined;
  /** Versions of a message are in the order they were created. */
  readonly nodes: readonly DraftNode[];
  /** Number of messages that could not be understood. */
  readonly broken: number;
  /** Number of message parts of an unknown kind, which were left out. */
  readonly unknown?: number | undefined;
  /** Used if neither a title nor a first question has words. */
  readonly summary?: string | null | undefined;
}

/**
 * Converts a time in an export (seconds, ms, µs, ns, ISO 8601) to epoch ms; undefined if it is not
 * a time.
 */
export function timeOf(value: unknown): number | undefined {
  let ms: number;
  if (typeof value === 'string') ms = Date.parse(value);
  else if (typeof value === 'number') ms = scaled(value);
  else return undefined;
  // Nobody chatted before 2000 or after 2100.
  return ms >= 946_684_800_000 && ms < 4_102_444_800_000 ? Math.round(ms) : undefined;
}

function scaled(value: number): number {
  if (value > 1e17) return value / 1e6;
  if (value > 1e14) return value / 1e3;
  return value > 1e11 ? value : value * 1000;
}

/** Readable text for anything that a tool was given or returned. */
export function textOfValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return JSON.stringify(value, null, isDeep(value) ? 0 : 2) ?? '';
}

/**
 * Values nested deeper than this are not indented, because the size of indentation grows with the
 * square of the depth.
 */
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

/** A text part; none for empty text. */
export function textPart(text: string | null | undefined): readonly DraftPart[] {
  return text === undefined || text === null || text.trim() === '' ? [] : [{ kind: 'text', text }];
}

/** Joins distinct system prompts; null if there is none. */
export function joinPrompts(prompts: readonly (string | null | undefined)[]): string | null {
  const texts = prompts.map((prompt) => prompt?.trim() ?? '').filter((prompt) => prompt !== '');
  return texts.length === 0 ? null : [...new Set(texts)].join('\n\n');
}
