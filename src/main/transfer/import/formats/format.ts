import * as z from 'zod';
import type { Conversation } from '../../../../shared/model/conversation.ts';
import { errorOf, type Coded, type ParleyError } from '../../../../shared/model/errors.ts';
import type { ImportSource, ItemName } from '../../../../shared/model/jobs.ts';
import type { DraftConversation } from '../draft.ts';

/** A conversation of Parley itself, with its own ids. */
export interface OwnConversation {
  readonly kind: 'own';
  readonly conversation: Conversation;
  /** Messages that were damaged beyond use. */
  readonly broken: number;
  /** Attachments that travel inside the document, by SHA-256: as base64, and as bytes once they are out of the thread. */
  readonly attachments: Readonly<Record<string, unknown>>;
}

/** A conversation that could not be read, and why. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly name: ItemName;
  readonly reason: Coded;
}

export type Found = DraftConversation | OwnConversation | Unreadable;

/**
 * How one program writes its conversations. Both functions are given a parsed value of which nothing
 * is known; neither may throw for what is in it, however odd.
 */
export interface Format {
  readonly source: ImportSource;
  /** True if the value can only be of this format. */
  recognises(value: unknown): boolean;
  read(value: unknown): readonly Found[];
}

/**
 * A format that writes the messages of its conversations one by one into an array. They are gathered
 * while the document is read, and made conversations at its end.
 */
export interface GatheredFormat {
  readonly source: ImportSource;
  /** True if the value can only be a message of this format. */
  recognises(value: unknown): boolean;
  /** Like {@link Format.read}, of all messages of one document. */
  read(values: readonly unknown[]): readonly Found[] | Promise<readonly Found[]>;
}

/** What another program said of an answer that failed. */
export function importedError(text: string | undefined): ParleyError {
  return text === undefined || text === ''
    ? errorOf('imported_unsaid', {})
    : errorOf('imported', { text: text.slice(0, 2000) });
}

/** Validates, or gives null: exports are full of fields that are missing or of another type. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const result = schema.safeParse(value);
  return result.success ? result.data : null;
}

/** The elements of an array, or none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A field that may be absent, null or of a type nobody expected: then it is undefined. */
export function optional<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.optional().catch(undefined);
}

export const optionalText = optional(z.string());
export const optionalNumber = optional(z.number());
export const optionalFlag = optional(z.boolean());
