import type { AttachmentPart, Id } from '../conversation.ts';
import type { Answerer } from '../message/comparison.ts';

/** Ways to make room: with a summary of the oldest messages, or without. */
export const roomWays = ['compact', 'drop'] as const;
export type RoomWay = (typeof roomWays)[number];

/** Actions before a request that would fill the context; `ask`: the person decides. */
export const whenFullOptions = ['ask', ...roomWays] as const;
export type WhenFull = (typeof whenFullOptions)[number];

/** A request to a model that does not come from the message in the box. */
export type AskedAgain =
  /** A new version of a question. `attachments`: hashes of those to keep; all by default. */
  | {
      readonly kind: 'edit';
      readonly messageId: Id;
      readonly text: string;
      readonly attachments?: readonly string[] | undefined;
    }
  /** A new version of this answer, by another model or assistant if `by` names one. */
  | { readonly kind: 'answer'; readonly messageId: Id; readonly by?: Answerer | undefined }
  /** This answer goes on. */
  | { readonly kind: 'continue'; readonly messageId: Id }
  /** The first message of the queue. */
  | { readonly kind: 'queued' };

/** A request to a model that needs room in its context. */
export type Asked =
  | {
      readonly kind: 'message';
      readonly text: string;
      readonly attachments: readonly AttachmentPart[];
    }
  | AskedAgain;

/** The part of the next request that making room takes out. */
export interface Room {
  /** The messages that the checkpoint would stand for. */
  readonly messages: number;
  /** About as many tokens would no longer be sent. */
  readonly tokens: number;
}

/** A summary that is being written. */
export interface Compaction {
  readonly conversationId: Id;
  /** The messages that it will stand for. */
  readonly messages: number;
  /** A long beginning is read in several parts; counts from 1. */
  readonly part: number;
  readonly parts: number;
  /** The text so far. */
  readonly text: string;
}
