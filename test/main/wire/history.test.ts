import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message, Part } from '../../../src/shared/model/conversation.ts';
import { foldSystem, takingTurns, toolsInWords } from '../../../src/main/wire/history.ts';
import { buildMessages } from '../../../src/main/turns/question.ts';
import { toChatMessages } from '../../../src/main/wire/chat-completions/messages.ts';
import { startProvider, type Provider } from '../../provider/provider.ts';
import { complaintOf, strictServer, type Strictness } from '../../provider/strict.ts';
import { connectionTo, hear } from './support.ts';

const words = fc.constantFrom('', ' ', 'a', 'Why?', 'Because.', '\n', '你好');
const callId = fc.constantFrom('a', 'b', '');
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.record({ kind: fc.constant('reasoning' as const), text: words }),
  fc.record({
    kind: fc.constant('tool_call' as const),
    callId,
    name: fc.constantFrom('find', '', 'a.b c'),
    arguments: fc.constantFrom('{}', '{"a":1', '', '[1]'),
    state: fc.constantFrom('done' as const, 'failed' as const, 'interrupted' as const),
  }),
  fc.record({
    kind: fc.constant('tool_result' as const),
    callId,
    content: fc.array(fc.record({ kind: fc.constant('text' as const), text: words }), {
      maxLength: 2,
    }),
    isError: fc.boolean(),
  }),
);
/** A message as it may be left over: failed, stopped, empty, or with a deleted neighbour. */
const message = fc
  .record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    parts: fc.array(part, { maxLength: 6 }),
    status: fc.constantFrom('complete' as const, 'failed' as const, 'stopped' as const),
  })
  .map((fields): Message => ({
    id: '00000000-0000-4000-8000-000000000000',
    parentId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  }));
const path = fc.array(message, { maxLength: 8 });
const all: readonly Strictness[] = ['alternating', 'no_empty', 'paired_tools'];

describe('the history of any conversation', () => {
  it('is one that every strict server takes', () => {
    fc.assert(
      fc.property(path, words, fc.boolean(), (messages, system, continueAnswer) => {
        const built = buildMessages(messages, system, { continueAnswer });
        for (const each of all) expect(complaintOf(each, toChatMessages(built))).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('loses no word that was said', () => {
    fc.assert(
      fc.property(path, (messages) => {
        const sent = JSON.stringify(buildMessages(messages, ''));
        for (const { role, parts, status } of messages) {
          if (status !== 'complete') continue;
          for (const each of parts) {
            if (each.kind !== 'text' || each.text.trim() === '') continue;
            if (role === 'user' || parts.length === 1) {
              expect(sent).toContain(JSON.stringify(each.text).slice(1, -1));
            }
          }
        }
      }),
    );
  });

  it('is the same again, put in order twice', () => {
    fc.assert(
      fc.property(path, words, (messages, system) => {
        const built = buildMessages(messages, system);
        expect(takingTurns(built)).toEqual(built);
      }),
    );
  });

  it('without a system prompt, or with tools in words, is one as well', () => {
    fc.assert(
      fc.property(path, (messages) => {
        const built = buildMessages(messages, 'Be brief.');
        expect(complaintOf('no_system', toChatMessages(foldSystem(built)))).toBeNull();
        expect(JSON.stringify(foldSystem(built))).toContain('Be brief.');
        const inWords = toChatMessages(toolsInWords(built));
        for (const each of all) expect(complaintOf(each, inWords)).toBeNull();
        expect(JSON.stringify(inWords)).not.toContain('tool_call');
      }),
    );
  });
});

describe('a server that refuses the form of a question', () => {
  let provider: Provider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider.close());

  it('gets the system prompt before the first question, and so from then on', async () => {
    provider.script(strictServer('no_system'));
    const refusing = new Set<string>();
    const connection = connectionTo(provider.baseUrl, {
      quirks: {
        refusesSystem: (model) => refusing.has(model),
        rememberSystemRefused: (model) => refusing.add(model),
        refusedParameters: () => [],
        rememberRefusedParameters: () => undefined,
        withheld: () => [],
        rememberWithheld: () => undefined,
        rememberContext: () => undefined,
        sawTokens: () => undefined,
      },
    });
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Why?' },
    ] as const;
    const before = provider.requestsOf('stream').length;
    expect((await hear(connection, { messages })).text).toBe('Taken.');
    expect(provider.requestsOf('stream').length - before).toBe(2);
    expect(refusing.has('scripted-model')).toBe(true);
    expect((await hear(connection, { messages })).text).toBe('Taken.');
    expect(provider.requestsOf('stream').length - before).toBe(3);
    expect(provider.requestsOf('stream').at(-1)?.body?.messages).toEqual([
      { role: 'user', content: 'Be brief.\n\nWhy?' },
    ]);
  });

  it('is asked no more than there are forms to try', async () => {
    const refusal = {
      kind: 'error',
      status: 400,
      message: 'Conversation roles must alternate user/assistant',
    } as const;
    provider.script(refusal);
    const before = provider.requestsOf('stream').length;
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Why?' },
    ] as const;
    const answer = await hear(connectionTo(provider.baseUrl), { messages });
    expect(answer.error().reason).toBe('message_order');
    expect(provider.requestsOf('stream').length - before).toBe(2);
  });

  it('that loads its model is asked again by itself, and can be stopped meanwhile', async () => {
    const loading = { kind: 'error', status: 503, message: 'Loading model' } as const;
    provider.next(loading);
    provider.script({ kind: 'text', text: 'Ready.' });
    const answer = await hear(connectionTo(provider.baseUrl));
    expect(answer.text).toBe('Ready.');
    const waits = answer.steps.filter(({ kind }) => kind === 'waiting');
    expect(waits).toHaveLength(1);

    provider.script(loading);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const stopped = await hear(connectionTo(provider.baseUrl), { signal: stop.signal });
    expect(stopped.end?.kind).toBe('stopped');
  });
});
