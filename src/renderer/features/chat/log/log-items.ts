import type { Id, Message } from '../../../../shared/model/conversation.ts';
import { comparisonAt, type ComparedAnswers } from '../../../../shared/model/tree/comparison.ts';
import { groupByParent, pathTo } from '../../../../shared/model/tree.ts';
import { pictureBox } from '../message/picture-box.ts';
import type { LogGeometry } from './log-geometry.ts';

/** A message of the path on show, with its position among its versions. */
export interface LogItem {
  readonly message: Message;
  /** The number of messages before it. */
  readonly index: number;
  /** Counts from 1. */
  readonly version: number;
  readonly versions: number;
  readonly previousVersion: Id | null;
  readonly nextVersion: Id | null;
  /** True for the last message of the path, the only one that can be continued. */
  readonly isLast: boolean;
  /** The answers beside it, if its question went to several; otherwise null. */
  readonly compared: ComparedAnswers | null;
}

function isSameComparison(a: ComparedAnswers | null, b: ComparedAnswers | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.chosen === b.chosen &&
    a.isBlind === b.isBlind &&
    a.columns.length === b.columns.length &&
    a.columns.every((column, index) => column === b.columns[index])
  );
}

function isSame(a: LogItem, b: LogItem): boolean {
  return (
    a.message === b.message &&
    a.index === b.index &&
    a.version === b.version &&
    a.versions === b.versions &&
    a.previousVersion === b.previousVersion &&
    a.nextVersion === b.nextVersion &&
    a.isLast === b.isLast &&
    isSameComparison(a.compared, b.compared)
  );
}

/**
 * The ids of the path to `leafId`. `known` is the path as it was when the conversation opened, used
 * while not all its messages are loaded. Returns null if the branch is not loaded yet, also after a
 * large change, of which the head comes first.
 */
function idsTo(
  messages: Readonly<Record<Id, Message>>,
  leafId: Id | null,
  known: readonly Id[] | null,
): readonly Id[] | null {
  const path = pathTo(messages, leafId).map(({ id }) => id);
  const [first] = path;
  if (known === null) return first === undefined && leafId !== null ? null : path;
  const missing = first === undefined ? leafId : (messages[first]?.parentId ?? null);
  if (missing === null) return path;
  const at = known.indexOf(missing);
  return at === -1 ? null : [...known.slice(0, at + 1), ...path];
}

/**
 * The ids of the messages beside a path, by parent. Grouping those on it, too, would take most of
 * the time that a long conversation needs. `isLoaded`: all messages of the path are there.
 */
function besidePath(
  messages: Readonly<Record<Id, Message>>,
  path: readonly Id[],
  isLoaded: boolean,
): ReadonlyMap<Id | null, readonly Id[]> {
  const all = Object.values(messages);
  if (isLoaded && all.length === path.length) return new Map();
  const onPath = new Set(path);
  return groupByParent(all.filter(({ id }) => !onPath.has(id)));
}

/**
 * The messages on the path to `leafId`; null for one that is not loaded, see {@link idsTo}.
 * Unchanged items keep the identity they have in `before`, so that their views do not re-render.
 * Returns `before` itself while the path is unknown, so that the current page stays until the
 * requested one is loaded.
 */
export function logItems(
  messages: Readonly<Record<Id, Message>>,
  leafId: Id | null,
  known: readonly Id[] | null,
  before: readonly (LogItem | null)[],
): readonly (LogItem | null)[] {
  const path = idsTo(messages, leafId, known);
  if (path === null) return before;
  const beside = besidePath(messages, path, known === null);
  return path.map((id, index) => {
    const message = messages[id];
    if (message === undefined) return null;
    const others = beside.get(message.parentId);
    const versions = others === undefined ? [id] : [...others, id].sort();
    const place = versions.indexOf(id);
    const item: LogItem = {
      message,
      index,
      version: place + 1,
      versions: versions.length,
      previousVersion: versions[place - 1] ?? null,
      nextVersion: versions[place + 1] ?? null,
      isLast: index === path.length - 1,
      compared: comparisonAt(messages, message, versions),
    };
    const old = before[index] ?? null;
    return old !== null && isSame(old, item) ? old : item;
  });
}

/** Messages per group. A group is mounted, and skipped off screen by the browser, as a unit. */
export const groupSize = 5;

/** Consecutive messages; null until all of them are loaded. */
export type LogGroup = readonly LogItem[] | null;

/** Splits the log into groups. Unchanged groups keep the identity they have in `before`. */
export function groupItems(
  items: readonly (LogItem | null)[],
  before: readonly LogGroup[],
): readonly LogGroup[] {
  const groups: LogGroup[] = [];
  for (let start = 0; start < items.length; start += groupSize) {
    const slice = items.slice(start, start + groupSize);
    const group = slice.filter((item) => item !== null);
    const old = before[groups.length] ?? null;
    const isUnchanged =
      old?.length === slice.length && slice.every((item, index) => item === old[index]);
    if (group.length < slice.length) groups.push(null);
    else groups.push(isUnchanged ? old : group);
  }
  return groups;
}

/** Header, padding and actions of a message (px). */
const chromePx = { user: 64, assistant: 52 };

function estimateMessage(message: Message, geometry: LogGeometry): number {
  const { charactersPerLine, lineHeightPx, turnGapPx } = geometry;
  let lines = 0;
  let pictures = 0;
  for (const part of message.parts) {
    // Reasoning is folded, pictures have a fixed height, results belong to their calls, and other
    // parts are one-line chips.
    if (part.kind === 'image') pictures = Math.max(pictures, pictureBox(part, false).blockSize);
    else if (part.kind === 'text') lines += Math.ceil(part.text.length / charactersPerLine) * 1.15;
    else if (part.kind !== 'tool_result') lines += 1.5;
  }
  const isUser = message.role === 'user';
  const text = (isUser ? Math.min(lines, 21) : lines) * lineHeightPx;
  return text + pictures + (isUser ? chromePx.user : chromePx.assistant) + turnGapPx;
}

/**
 * Estimated heights of groups that were never painted (px). The better the estimate, the steadier
 * the scrollbar. A group that is not loaded gets the average of those that are.
 */
export function estimateHeights(
  groups: readonly LogGroup[],
  geometry: LogGeometry,
): readonly number[] {
  const here = groups.map((group) => {
    if (group === null) return null;
    let height = 0;
    for (const item of group) height += estimateMessage(item.message, geometry);
    return Math.round(height);
  });
  const known = here.filter((height) => height !== null);
  const sum = known.reduce((total, height) => total + height, 0);
  const usual = Math.round(sum / Math.max(1, known.length));
  return here.map((height) => height ?? usual);
}

function indexesThatFill(
  heights: readonly number[],
  from: number,
  step: 1 | -1,
  room: number,
): readonly number[] {
  const indexes: number[] = [];
  let filled = 0;
  for (let at = from; at >= 0 && at < heights.length && filled < room; at += step) {
    indexes.push(at);
    filled += heights[at] ?? 0;
  }
  return indexes;
}

/** Heights are estimates, so we draw somewhat more than the view. */
const surplus = 1.25;

/**
 * The groups that fill a view of this height (px), so that the first frame has no gaps. Starts from
 * the end if `at` is -1; otherwise extends on both sides of group `at`, because it may end up
 * anywhere in the view.
 */
export function groupsInView(
  heights: readonly number[],
  at: number,
  view: number,
): readonly number[] {
  const room = view * surplus;
  if (at === -1) return indexesThatFill(heights, heights.length - 1, -1, room);
  // A search match is put in the middle; a restored reading position at the top.
  const above = indexesThatFill(heights, at - 1, -1, room / 2);
  return [...above, at, ...indexesThatFill(heights, at + 1, 1, room)];
}
