import type { Id, Message } from '../../../shared/conversation.ts';
import { childrenByParent, pathTo } from '../../../shared/tree.ts';
import { pictureBox } from './picture-box.ts';

/** One message of the path on show, with its place among its versions. */
export interface LogItem {
  readonly message: Message;
  /** Counted from 1. */
  readonly version: number;
  readonly versions: number;
  readonly previousVersion: Id | null;
  readonly nextVersion: Id | null;
  /** The last of the path: the one that can be continued. */
  readonly isLast: boolean;
}

function isSame(a: LogItem, b: LogItem): boolean {
  return (
    a.message === b.message &&
    a.version === b.version &&
    a.versions === b.versions &&
    a.previousVersion === b.previousVersion &&
    a.nextVersion === b.nextVersion &&
    a.isLast === b.isLast
  );
}

/**
 * The messages on the path to `leafId`. An item that did not change is the same object as in `before`,
 * so that its view need not render again.
 */
export function logItems(
  messages: Readonly<Record<Id, Message>>,
  leafId: Id | null,
  before: readonly LogItem[],
): readonly LogItem[] {
  const siblings = childrenByParent(messages);
  const path = pathTo(messages, leafId);
  return path.map((message, index) => {
    const versions = siblings.get(message.parentId) ?? [message.id];
    const place = versions.indexOf(message.id);
    const item: LogItem = {
      message,
      version: place + 1,
      versions: versions.length,
      previousVersion: versions[place - 1] ?? null,
      nextVersion: versions[place + 1] ?? null,
      isLast: index === path.length - 1,
    };
    const old = before[index];
    return old !== undefined && isSame(old, item) ? old : item;
  });
}

/** How many messages are mounted, and skipped by the browser while out of sight, together. */
export const groupSize = 10;

/** Cuts the log into groups; a group without a change is the same array as in `before`. */
export function groupItems(
  items: readonly LogItem[],
  before: readonly (readonly LogItem[])[],
): readonly (readonly LogItem[])[] {
  const groups: (readonly LogItem[])[] = [];
  for (let start = 0; start < items.length; start += groupSize) {
    const group = items.slice(start, start + groupSize);
    const old = before[groups.length];
    const isUnchanged =
      old?.length === group.length && group.every((item, index) => item === old[index]);
    groups.push(isUnchanged ? old : group);
  }
  return groups;
}

const lineHeight = 26;

function estimateMessage(message: Message, charactersPerLine: number): number {
  let lines = 0;
  let pictures = 0;
  for (const part of message.parts) {
    // Reasoning is folded, pictures have a height of their own, the rest are chips of one line.
    if (part.kind === 'image') pictures = Math.max(pictures, pictureBox(part, false).blockSize);
    else if (part.kind === 'text') lines += Math.ceil(part.text.length / charactersPerLine) * 1.15;
    else lines += 1.5;
  }
  const isUser = message.role === 'user';
  const text = (isUser ? Math.min(lines, 21) : lines) * lineHeight;
  return text + pictures + (isUser ? 88 : 76);
}

/** A guess at the height of a group that was never painted, in px; the nearer, the calmer the scrollbar. */
export function estimateHeight(group: readonly LogItem[], charactersPerLine: number): number {
  let height = 0;
  for (const item of group) height += estimateMessage(item.message, charactersPerLine);
  return Math.round(height);
}
