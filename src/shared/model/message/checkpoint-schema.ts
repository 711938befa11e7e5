import * as z from 'zod';
import { usageSchema, type Usage } from './usage-schema.ts';

/** A request for a summary: who was asked, and what it took. Without usage, the server did not say. */
const summaryRequestSchema = z.object({
  providerId: z.string(),
  model: z.string(),
  usage: usageSchema.optional(),
});

export interface SummaryRequest {
  readonly providerId: string;
  readonly model: string;
  readonly usage?: Usage | undefined;
}

const anyShape = {
  /** ISO 8601, UTC. Of two processes' versions, the later one holds. */
  changedAt: z.iso.datetime(),
  /** All requests for summaries at this place, those of removed ones included: they were paid for. */
  asked: z.array(summaryRequestSchema).optional(),
};

/** See {@link Checkpoint}. */
export const checkpointSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('summary'),
    text: z.string(),
    /** The person has changed the text. */
    edited: z.literal(true).optional(),
    ...anyShape,
  }),
  z.object({ kind: z.literal('dropped'), ...anyShape }),
  z.object({ kind: z.literal('removed'), ...anyShape }),
]);

interface AnyCheckpoint {
  readonly changedAt: string;
  readonly asked?: readonly SummaryRequest[] | undefined;
}

/**
 * Stands before a question: what came before it is not sent any more. `summary`: a text is sent
 * instead. `dropped`: nothing is. `removed`: there was one and it no longer counts.
 */
export type Checkpoint = AnyCheckpoint &
  (
    | { readonly kind: 'summary'; readonly text: string; readonly edited?: true | undefined }
    | { readonly kind: 'dropped' }
    | { readonly kind: 'removed' }
  );

/** A checkpoint that counts. */
export type ActiveCheckpoint = Exclude<Checkpoint, { readonly kind: 'removed' }>;
