import type { Id } from '../conversation.ts';

/** Ways to make room: with a summary of the oldest messages, or without. */
export const roomWays = ['compact', 'drop'] as const;
export type RoomWay = (typeof roomWays)[number];

/** Actions before a request that would fill the context; `ask`: the person decides. */
export const whenFullOptions = ['ask', ...roomWays] as const;
export type WhenFull = (typeof whenFullOptions)[number];

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
