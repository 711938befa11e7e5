import { describe, expect, it } from 'vitest';
import { spentText } from '../../../src/shared/words/money-words.ts';
import type { Message } from '../../../src/shared/model/conversation.ts';
import type { PriceList } from '../../../src/shared/model/cost.ts';
import { spentIn } from '../../../src/shared/model/message/spent.ts';

const prices: PriceList = { known: { prompt: 1, completion: 10, from: { kind: 'person' } } };
const usage = { promptTokens: 1_000_000, completionTokens: 100_000, totalTokens: 1_100_000 };
const answer = (more: Partial<Message>): Message => ({
  id: '',
  parentId: null,
  role: 'assistant',
  parts: [],
  status: 'complete',
  createdAt: '',
  ...more,
});
const textOf = (...messages: readonly Message[]): string => spentText(spentIn(messages, prices));

describe('what a conversation has cost', () => {
  it('is the sum of its answers, by the charge of the server or else the price', () => {
    const charged = answer({ model: 'known', usage: { ...usage, costUsd: 0.5 } });
    expect(textOf(answer({ model: 'known', usage }), charged)).toBe('$2.50');
    expect(textOf()).toBe('$0.00');
  });

  it('is at least what is known, and never nothing where nothing is known', () => {
    const unknown = answer({ model: 'other', usage });
    const stopped = answer({ model: 'known', status: 'stopped' });
    expect(textOf(answer({ model: 'known', usage }), unknown)).toBe('at least $2.00');
    expect(textOf(answer({ model: 'known', usage }), stopped)).toBe('at least $2.00');
    expect(textOf(unknown)).toBe('?');
  });

  it('leaves out answers that still come and requests that were refused', () => {
    const streaming = answer({ model: 'known', status: 'streaming' });
    const failed = answer({ model: 'known', status: 'failed' });
    expect(textOf(streaming, failed, answer({ model: 'known', usage }))).toBe('$2.00');
  });
});
