import { describe, expect, it } from 'vitest';
import { createHistorySource } from '../../../../src/main/tools/built-in/history.ts';
import { createTimeSource } from '../../../../src/main/tools/built-in/time.ts';
import type { CallContext } from '../../../../src/main/tools/ports.ts';
import { resultText } from '../../../../src/shared/model/conversation-views.ts';
import type { AttachmentPart } from '../../../../src/shared/model/conversation.ts';
import { short } from '../../turns/turn-rig.ts';
import { callOf, program, type Program } from '../rig.ts';

const context: CallContext = {
  conversationId: 'c',
  signal: new AbortController().signal,
  allowed: null,
  onProgress: () => undefined,
  room: () => Promise.resolve(25_000),
};

describe('the time', () => {
  const source = createTimeSource(() => Date.parse('2026-03-01T00:30:00.000Z'));
  it.each([
    ['Asia/Tokyo', '1 March 2026', false],
    ['America/New_York', '28 February 2026', false],
    ['Mars/Olympus', 'There is no time zone “Mars/Olympus”', true],
  ])('in %s is %s', async (zone, words, isError) => {
    const output = await source.call('current_time', { zone }, context);
    expect(resultText(output.content)).toContain(words);
    expect(output.isError).toBe(isError);
  });
});

describe('the history', () => {
  it('is asked within limits, and told with title and day, but not the conversation that asks', async () => {
    const asked: (readonly [string, number])[] = [];
    const source = createHistorySource((query, limit) => {
      asked.push([query, limit]);
      const found = {
        conversationId: 'other',
        title: 'Trip',
        date: '2026-05-01T09:00:00.000Z',
        text: 'We stay in Kyoto.',
      };
      const asking = { ...found, conversationId: 'c', text: 'What of Kyoto?' };
      return Promise.resolve(query === 'kyoto' ? [asking, found] : [asking]);
    });
    const found = await source.call('search_history', { query: 'kyoto', limit: 500 }, context);
    expect(resultText(found.content)).toBe('## Trip (2026-05-01)\nWe stay in Kyoto.');
    const none = await source.call('search_history', { query: 'x' }, context);
    expect(resultText(none.content)).toBe('Nothing was found.');
    expect(asked).toEqual([
      ['kyoto', 30],
      ['x', 20],
    ]);
  });
});

describe('the attachments', () => {
  async function withFile(): Promise<
    Program & { readonly id: string; readonly part: AttachmentPart }
  > {
    const p = await program();
    const id = await p.converse('attachments');
    const text = Array.from({ length: 5000 }, (_, n) => `row ${n}`).join('\n');
    const named = { name: 'rows.txt', mediaType: 'text/plain' };
    const part = await p.files.keep(Buffer.from(text), named, id);
    return { ...p, id, part };
  }

  it('of this conversation are read page by page, once the person allows it', async () => {
    const p = await withFile();
    p.script(
      [callOf('a', 'read_attachment', { name: 'rows.txt', page: 2 })],
      [callOf('b', 'read_attachment', { name: 'rows.txt', page: 99 })],
      [callOf('c', 'read_attachment', { name: '/etc/passwd' })],
    );
    await p.turns.send(p.id, 'Read', { attachments: [p.part] });
    await p.decide(p.id, 'conversation');
    await p.turns.whenIdle(p.id);
    const said = short((await p.answer(p.id)).parts).filter((each) => each.startsWith('result'));
    expect(said[0]).toMatch(/^result a \[rows\.txt, page 2 of 3\]\n\n/);
    expect(said[0]).toContain('row 3000');
    expect(said[1]).toContain('has pages 1 to 3');
    expect(said[2]).toContain('There is no file “/etc/passwd”. Attached: rows.txt');
  });
});
