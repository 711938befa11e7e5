import { describe, expect, it } from 'vitest';
import { logGeometry } from '../../../../src/renderer/features/chat/log/log-geometry.ts';
import {
  estimateHeights,
  groupItems,
  groupsInView,
  logItems,
} from '../../../../src/renderer/features/chat/log/log-items.ts';
import type { Id, Message } from '../../../../src/shared/model/conversation.ts';
import { answer, idOf } from '../../state/world.ts';

function chain(from: number, to: number): Record<Id, Message> {
  const messages: Record<Id, Message> = {};
  for (let index = from; index <= to; index += 1) {
    messages[idOf(index)] = answer({
      id: idOf(index),
      parentId: index === 1 ? null : idOf(index - 1),
      status: 'complete',
      parts: [{ kind: 'text', text: `Text ${index}` }],
    });
  }
  return messages;
}

const path = Array.from({ length: 100 }, (_, index) => idOf(index + 1));

describe('the log of a conversation that is held in part', () => {
  it('has a place for each message that is to come', () => {
    const part = { ...chain(31, 50), ...chain(86, 100) };
    const items = logItems(part, idOf(100), path, []);
    expect(items).toHaveLength(100);
    expect(items.flatMap((item, index) => (item === null ? [] : [index + 1]))).toEqual([
      ...Array.from({ length: 20 }, (_, index) => index + 31),
      ...Array.from({ length: 15 }, (_, index) => index + 86),
    ]);
    const groups = groupItems(items, []);
    const here = groups.map((group) => group?.length ?? 0).join(' ');
    expect(here).toBe('0 0 0 0 0 0 5 5 5 5 0 0 0 0 0 0 0 5 5 5');
    const heights = estimateHeights(groups, logGeometry(null, 800));
    expect(heights[0]).toBeCloseTo(heights[6] ?? 0, -1);
  });

  it('grows at its end, and what was there is the same when the rest comes', () => {
    const part = chain(81, 101);
    const items = logItems(part, idOf(101), path, []);
    expect(items).toHaveLength(101);
    const groups = groupItems(items, []);
    const all = logItems({ ...chain(1, 80), ...part }, idOf(101), null, items);
    expect(all.slice(80)).toEqual(items.slice(80));
    expect(all.slice(81).every((item, index) => item === items[81 + index])).toBe(true);
    expect(groupItems(all, groups)[19]).toBe(groups[19]);
    expect(all).not.toContain(null);
  });

  it('stays as it was while the branch asked for is not here', () => {
    const items = logItems(chain(81, 100), idOf(100), path, []);
    expect(logItems(chain(81, 100), idOf(400), path, items)).toBe(items);
    expect(logItems(chain(5, 7), idOf(7), [idOf(300)], items)).toBe(items);
    const branch = { ...chain(1, 100), [idOf(400)]: answer({ id: idOf(400), parentId: idOf(2) }) };
    expect(logItems(branch, idOf(400), null, items)).toHaveLength(3);
  });

  it('stays as it was while the messages of a large change are not here', () => {
    const items = logItems(chain(1, 10), idOf(10), null, []);
    expect(logItems(chain(1, 10), idOf(300), null, items)).toBe(items);
    expect(logItems(chain(1, 300), idOf(300), null, items)).toHaveLength(300);
    expect(logItems({}, null, null, items)).toEqual([]);
  });

  it('begins with what is known of the path', () => {
    expect(logItems(chain(5, 7), idOf(7), path, [])).toHaveLength(7);
    expect(logItems({}, null, path, [])).toEqual([]);
  });
});

it('a message has its place among its versions, oldest first', () => {
  const beside = [301, 302].map((id) => answer({ id: idOf(id), parentId: idOf(2) }));
  const messages = Object.fromEntries(beside.map((message) => [message.id, message]));
  const all = { ...messages, ...chain(1, 5) };
  expect(logItems(all, idOf(5), null, [])[2]).toMatchObject({
    version: 1,
    versions: 3,
    previousVersion: null,
    nextVersion: idOf(301),
  });
  expect(logItems(all, idOf(302), null, [])[2]).toMatchObject({
    version: 3,
    versions: 3,
    previousVersion: idOf(301),
    nextVersion: null,
  });
  expect(logItems(all, idOf(5), null, [])[3]).toMatchObject({ version: 1, versions: 1 });
});

describe('the groups that are drawn first', () => {
  const small = Array.from({ length: 20 }, () => 100);

  it('fill the view from its end', () => {
    expect(groupsInView(small, -1, 400)).toEqual([19, 18, 17, 16, 15]);
    expect(groupsInView([300, 5000], -1, 400)).toEqual([1]);
    expect(groupsInView([300], -1, 400)).toEqual([0]);
    expect(groupsInView([], -1, 400)).toEqual([]);
  });

  it('fill it around what is looked for, however low they are', () => {
    expect(groupsInView(small, 10, 400).toSorted((a, b) => a - b)).toEqual([
      7, 8, 9, 10, 11, 12, 13, 14, 15,
    ]);
    expect(groupsInView(small, 0, 160)).toEqual([0, 1, 2]);
    expect(groupsInView(small, 19, 160)).toEqual([18, 19]);
  });
});
