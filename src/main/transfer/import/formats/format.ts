import * as z from 'zod';
import type { Conversation } from '../../../../shared/model/conversation.ts';
import { errorOf, type Coded, type ParleyError } from '../../../../shared/model/errors.ts';
import type { ImportSource, ItemName } from '../../../../shared/model/jobs.ts';
import type { DraftConversation } from '../draft.ts';

/** A conversation of Parley itself, with its original ids. */
export interface OwnConversation {
  readonly kind: 'own';
  readonly conversation: Conversation;
  /** Number of messages damaged beyond repair. */
  readonly broken: number;
  /**
   * Attachments embedded in the document, by SHA-256: as base64, and as bytes once they have left
   * the thread.
   */
  readonly attachments: Readonly<Record<string, unknown>>;
}

/** A conversation that could not be read, and why. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly name: ItemName;
  readonly reason: Coded;
}

/** A project of another program: instructions and documents for conversations. */
export interface FoundAssistant {
  readonly kind: 'assistant';
  readonly source: ImportSource;
  /** Its id at the source. */
  readonly sourceId: string;
  readonly name: string;
  readonly instructions: string;
  readonly documents: readonly { readonly name: string; readonly text: string }[];
}

export type Found = DraftConversation | OwnConversation | FoundAssistant | Unreadable;

/**
 * How one program writes its conversations. Both functions get a parsed value that may be anything;
 * neither may throw, whatever it contains.
 */
export interface Format {
  readonly source: ImportSource;
  /** True if the value can only be of this format. */
  recognises(value: unknown): boolean;
  read(value: unknown): readonly Found[];
}

/**
 * A format that writes the messages of its conversations one by one into an array. They are
 * collected while the document is read, and turned into conversations at its end.
 */
export interface GatheredFormat {
  readonly source: ImportSource;
  /** True if the value can only be a message of this format. */
  recognises(value: unknown): boolean;
  /** Like {@link Format.read}, for all messages of one document. */
  read(values: readonly unknown[]): readonly Found[] | Promise<readonly Found[]>;
}

/** The error of a failed answer, as another program described it. */
export function importedError(text: string | undefined): ParleyError {
  return text === undefined || text === ''
    ? errorOf('imported_unsaid', {})
    : errorOf('imported', { text: text.slice(0, 2000) });
}

/**
 * Validates a value; null if it is invalid. Exports are full of fields that are missing or of
 * another type.
 */
export function parsed<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const result = schema.safeParse(value);
  return result.success ? result.data : null;
}

/** The elements of an array; none for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A field that becomes undefined if it is absent, null or of an unexpected type. */
export function optional<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.optional().catch(undefined);
}

export const optionalText = optional(z.string());
export const optionalNumber = optional(z.number());
export const optionalFlag = optional(z.boolean());
