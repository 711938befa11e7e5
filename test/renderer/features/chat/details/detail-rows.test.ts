import { expect, test } from 'vitest';
import type { Message } from '../../../../../src/shared/model/conversation.ts';
import { detailRows } from '../../../../../src/renderer/features/chat/details/detail-rows.ts';

const answer: Message = {
  id: '019c0000-0000-7000-8000-000000000002',
  parentId: '019c0000-0000-7000-8000-000000000001',
  role: 'assistant',
  parts: [{ kind: 'text', text: 'Hi' }],
  status: 'complete',
  model: 'm-1',
  createdAt: '2026-11-01T12:00:00.000Z',
};

const labelled = (message: Message, context: Parameters<typeof detailRows>[1]) =>
  Object.fromEntries(
    detailRows(message, context).map((row) => [
      row.label,
      row.kind === 'fields' ? row.fields : row.text,
    ]),
  );

test('what nobody measured has no line', () => {
  const rows = labelled(answer, { provider: null, prices: null });
  expect(Object.keys(rows)).toEqual(['Model', 'Asked']);
});

test('every known detail has a line', () => {
  const usage = { promptTokens: 1200, completionTokens: 50, totalTokens: 1250, cachedTokens: 1000 };
  const details = {
    parameters: { temperature: 0.5, stop: ['END'] },
    requestId: 'req_1',
    firstTokenMs: 340,
    streamingMs: 2000,
  };
  const prices = { 'm-1': { prompt: 1, completion: 2, from: { kind: 'person' } } } as const;
  const rows = labelled({ ...answer, usage, details }, { provider: 'Here', prices });
  expect(rows).toMatchObject({
    Provider: 'Here',
    'First token': 'after 340 ms',
    Speed: '25 tokens per second',
    Tokens: '1,200 in (1,000 cached), 50 out',
    Cost: '$0.0013, at your price',
    Parameters: [
      ['temperature', '0.5'],
      ['stop', '["END"]'],
    ],
    'Request ID': 'req_1',
  });
  const charged = { ...answer, usage: { ...usage, costUsd: 0.25 }, details: {} };
  expect(labelled(charged, { provider: null, prices })).toMatchObject({
    Cost: '$0.25, as the server charged it',
    Parameters: 'None sent',
  });
});

test.each([
  [0.5, '0.5 tokens per second'],
  [1, '1 token per second'],
  [2, '2 tokens per second'],
  [123.4, '123 tokens per second'],
])('a speed of %s is "%s"', (perSecond, words) => {
  const usage = { promptTokens: 1, completionTokens: perSecond * 1000, totalTokens: 1 };
  const details = { firstTokenMs: 1, streamingMs: 1_000_000 };
  const rows = labelled({ ...answer, usage, details }, { provider: null, prices: null });
  expect(rows).toMatchObject({ Speed: words });
});

test('a refusal names its status and its request', () => {
  const error = { kind: 'auth', code: 'key_refused', params: {}, status: 401 } as never;
  const failed: Message = { ...answer, status: 'failed', error, details: { requestId: 'req_9' } };
  expect(labelled(failed, { provider: null, prices: null })).toMatchObject({
    Response: 'HTTP 401',
    'Request ID': 'req_9',
  });
});
