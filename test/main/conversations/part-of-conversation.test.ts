import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partOf, restOf } from '../../../src/main/conversations/part-of-conversation.ts';
import type { OpenedConversation } from '../../../src/shared/model/chat-event.ts';
import type { Conversation, Id, Message } from '../../../src/shared/model/conversation.ts';
import { childrenByParent, pathTo } from '../../../src/shared/model/tree.ts';

function idOf(n: number): Id {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/** `parents[n]`: the message that message n + 1 answers; 0 for none. */
function tree(parents: readonly number[], leaf: number): Conversation {
  const messages: Record<Id, Message> = {};
  for (const [index, parent] of parents.entries()) {
    const id = idOf(index + 1);
    messages[id] = {
      id,
      parentId: parent === 0 ? null : idOf(parent),
      role: index % 2 === 0 ? 'user' : 'assistant',
      parts: [{ kind: 'text', text: `Text ${index}` }],
      status: 'complete',
      createdAt: '2026-11-20T09:00:00.000Z',
    };
  }
  return {
    version: 3,
    id: idOf(0),
    title: 'Long',
    titledBy: 'person',
    createdAt: '2026-11-20T09:00:00.000Z',
    updatedAt: '2026-11-20T09:00:00.000Z',
    systemPrompt: null,
    providerId: null,
    model: null,
    leafId: idOf(leaf),
    messages,
  };
}

function opened(conversation: Conversation, live: OpenedConversation['live'] = []) {
  return { conversation, live, path: null };
}

const chain = (length: number): Conversation =>
  tree(
    Array.from({ length }, (_, index) => index),
    length,
  );

describe('what a window gets of a conversation first', () => {
  it('is all of a short one', () => {
    const short = opened(chain(120));
    expect(partOf(short, null)).toBe(short);
  });

  it('is the end of a long one, and the path to it', () => {
    const whole = chain(2000);
    const { conversation, path } = partOf(opened(whole), null);
    expect(path).toEqual(pathTo(whole.messages, whole.leafId).map(({ id }) => id));
    expect(Object.keys(conversation.messages)).toEqual(path?.slice(-40));
    expect({ ...conversation, messages: {} }).toEqual({ ...whole, messages: {} });
  });

  it('is also what is around the message that is to be seen', () => {
    const { conversation } = partOf(opened(chain(2000)), idOf(700));
    const held = Object.keys(conversation.messages);
    expect(held).toHaveLength(61 + 40);
    expect(held).toEqual(expect.arrayContaining([idOf(670), idOf(700), idOf(730), idOf(2000)]));
  });

  it('is all of it if that message is on another branch', () => {
    const forked = opened(tree([...Array.from({ length: 300 }, (_, index) => index), 5], 300));
    expect(partOf(forked, idOf(301))).toBe(forked);
    expect(partOf(forked, idOf(999))).toBe(forked);
  });

  it('has the answer that streams, on whatever branch', () => {
    const forked = tree([...Array.from({ length: 300 }, (_, index) => index), 5], 300);
    const live = [{ turn: 1, seq: 4, messageId: idOf(301) }];
    const part = partOf(opened(forked, live), null);
    expect(part.live).toBe(live);
    expect(part.conversation.messages[idOf(301)]).toBe(forked.messages[idOf(301)]);
  });

  it('shows every message with all of its versions, and makes the whole together with the rest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 150, maxLength: 400 }),
        fc.nat(),
        fc.option(fc.nat()),
        (jumps, leaf, wanted) => {
          // Mostly the preceding one, sometimes a fork.
          const parents = jumps.map((jump, index) =>
            jump % 20 === 0 ? jump % (index + 1) : index,
          );
          const whole = tree(parents, 1 + (leaf % parents.length));
          const near = wanted === null ? null : idOf(1 + (wanted % parents.length));
          const { conversation, path } = partOf(opened(whole), near);
          const held = conversation.messages;
          const versions = childrenByParent(whole.messages);
          const heldVersions = childrenByParent(held);
          for (const { parentId } of Object.values(held)) {
            expect(heldVersions.get(parentId)).toEqual(versions.get(parentId));
          }
          if (path !== null && near !== null) expect(held[near]).toBeDefined();
          const rest = restOf(whole, Object.keys(held), null);
          expect(rest.next).toBeNull();
          expect({ ...rest.messages, ...held }).toEqual(whole.messages);
        },
      ),
    );
  });
});

describe('the rest of it', () => {
  /** All batches, each with the number of its messages. */
  function batchesOf(whole: Conversation, held: readonly Id[] = []) {
    const sizes: number[] = [];
    const messages: Record<Id, Message> = {};
    let after: Id | null = null;
    do {
      const batch: ReturnType<typeof restOf> = restOf(whole, held, after);
      sizes.push(Object.keys(batch.messages).length);
      Object.assign(messages, batch.messages);
      after = batch.next;
    } while (after !== null);
    return { sizes, messages };
  }

  it('comes in batches of so many messages', () => {
    const whole = chain(1700);
    const { sizes, messages } = batchesOf(whole);
    expect(sizes).toEqual([500, 500, 500, 200]);
    expect(messages).toEqual(whole.messages);
    expect(batchesOf(chain(1000)).sizes).toEqual([500, 500]);
    expect(batchesOf(whole, Object.keys(whole.messages)).sizes).toEqual([0]);
  });

  it('comes in batches of so much text, or of one message', () => {
    const whole = chain(5);
    const lengths = [600_000, 300_000, 200_000, 1, 9_000_000];
    const messages = Object.values(whole.messages).map((message, at): Message => {
      const text = 'x'.repeat(lengths[at] ?? 0);
      return { ...message, parts: [{ kind: 'text', text }] };
    });
    const long = {
      ...whole,
      messages: Object.fromEntries(messages.map((each) => [each.id, each])),
    };
    expect(batchesOf(long).sizes).toEqual([1, 2, 1, 1]);
  });

  it('begins again if the message that ended the last batch is gone', () => {
    const { messages, next } = restOf(chain(3), [], idOf(99));
    expect(Object.keys(messages)).toHaveLength(3);
    expect(next).toBeNull();
  });
});
