import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnswer } from '../../../../src/main/turns/answer.ts';
import { buildMessages } from '../../../../src/main/turns/question.ts';
import { chatCompletions } from '../../../../src/main/wire/chat-completions/protocol.ts';
import { responses } from '../../../../src/main/wire/responses/protocol.ts';
import {
  messageSchema,
  type Message,
  type Part,
} from '../../../../src/shared/model/conversation.ts';
import type { Behaviour } from '../../../provider/behaviour.ts';
import { startProvider, type Provider } from '../../../provider/provider.ts';
import { responsesComplaint, strictResponses } from '../../../provider/responses/strict.ts';
import { connectionTo } from '../support.ts';
import { completed, event } from './support.ts';

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.close());

const base = { parentId: null, createdAt: '2026-01-01T00:00:00.000Z', status: 'complete' } as const;
const asked: Message = {
  ...base,
  id: '00000000-0000-4000-8000-000000000001',
  role: 'user',
  parts: [{ kind: 'text', text: 'What time is it?' }],
};
const tools = [{ name: 'time', description: 'Tells it.', inputSchema: { type: 'object' } }];

/** The answer as it is after a restart, read from its file. */
function reread(parts: readonly Part[]): Message {
  const message = { ...asked, id: '00000000-0000-4000-8000-000000000002', role: 'assistant' };
  return messageSchema.parse(JSON.parse(JSON.stringify({ ...message, parts })));
}

interface Asking {
  readonly providerId?: string;
  readonly model?: string;
  readonly parts?: readonly Part[];
  readonly over?: typeof responses;
}

/** Asks, or goes on with an answer, and gives every call its result. */
async function ask(behaviour: Behaviour, asking: Asking = {}) {
  const { providerId = 'one', model = 'm', parts = [], over = responses } = asking;
  provider.script(behaviour);
  const path = parts.length === 0 ? [asked] : [asked, reread(parts)];
  const question = {
    model,
    messages: buildMessages(path, ''),
    tools,
    idleTimeoutMs: 10_000,
    continuesAnswer: parts.length > 0,
  };
  const answer = createAnswer(parts, () => 0);
  const protocol = over(connectionTo(provider.baseUrl, { providerId }));
  let end: unknown;
  for await (const step of protocol.ask(question, new AbortController().signal)) {
    answer.push(step);
    end = step;
  }
  const made = answer.parts();
  const results = made.flatMap((part): Part[] =>
    part.kind === 'tool_call' && !parts.includes(part)
      ? [{ kind: 'tool_result', callId: part.callId, content: [], isError: false }]
      : [],
  );
  return { parts: [...made, ...results], end, body: provider.requests.at(-1)?.body ?? {} };
}

const callsTwo: Behaviour = strictResponses({
  kind: 'text',
  text: '',
  reasoning: 'I need the clock.',
  toolCalls: [
    { id: 'c1', name: 'time', arguments: '{"zone":1}' },
    { id: 'c2', name: 'time', arguments: '{"zone":2}' },
  ],
});
const noon: Behaviour = strictResponses({ kind: 'text', text: 'Noon.' });

describe('reasoning that led to a call', () => {
  it('goes back before it, sealed as it was, after a restart too', async () => {
    const first = await ask(callsTwo);
    expect(first.parts.map(({ kind }) => kind)).toEqual([
      'reasoning',
      'tool_call',
      'tool_call',
      'tool_result',
      'tool_result',
    ]);
    const next = await ask(noon, { parts: first.parts });
    expect(next.end).toEqual({ kind: 'finished', finishReason: 'stop' });
    expect(next.body.input).toMatchObject([
      { role: 'user' },
      {
        type: 'reasoning',
        summary: [{ text: 'I need the clock.' }],
        encrypted_content: expect.stringMatching(/^sealed .* by m$/) as string,
      },
      { type: 'function_call', call_id: 'c1', name: 'time', arguments: '{"zone":1}' },
      { type: 'function_call', call_id: 'c2', name: 'time', arguments: '{"zone":2}' },
      { type: 'function_call_output', call_id: 'c1' },
      { type: 'function_call_output', call_id: 'c2' },
    ]);
    expect(responsesComplaint(next.body)).toBeNull();
  });

  it('goes to no other model, no other provider, and over no other wire', async () => {
    const { parts } = await ask(callsTwo);
    for (const other of [{ model: 'another' }, { providerId: 'two' }]) {
      const elsewhere = await ask(noon, { parts, ...other });
      expect(elsewhere.end).toMatchObject({ kind: 'finished' });
      expect(JSON.stringify(elsewhere.body)).not.toMatch(/sealed|clock\.|"type":"reasoning"/);
    }
    const chat = await ask({ kind: 'text', text: 'Noon.' }, { parts, over: chatCompletions });
    expect(chat.end).toMatchObject({ kind: 'finished' });
    expect(JSON.stringify(chat.body)).not.toMatch(/sealed|reasoning/);
  });

  it('is left out once the server cannot read it any more', async () => {
    const { parts } = await ask(callsTwo);
    const count = () => provider.requestsOf('stream').length;
    const before = count();
    const forgetful: Behaviour = {
      kind: 'choose',
      choose: ({ body }) =>
        JSON.stringify(body).includes('encrypted_content":"sealed')
          ? {
              kind: 'error',
              status: 400,
              code: 'invalid_encrypted_content',
              message: 'The encrypted content for item rs_1 could not be verified.',
            }
          : { kind: 'text', text: 'Noon.' },
    };
    const next = await ask(forgetful, { parts });
    expect(next.end).toMatchObject({ kind: 'finished' });
    expect(count() - before).toBe(2);
    expect(next.body['include']).toEqual(['reasoning.encrypted_content']);
  });

  it('of Chat Completions stays there', async () => {
    const behaviour: Behaviour = {
      kind: 'text',
      text: '',
      reasoning: 'I need the clock.',
      toolCalls: [{ id: 'c1', name: 'time', arguments: '{}' }],
    };
    const { parts } = await ask(behaviour, { over: chatCompletions });
    const next = await ask(noon, { parts });
    expect(next.end).toMatchObject({ kind: 'finished' });
    expect(JSON.stringify(next.body)).not.toContain('I need the clock.');
  });

  it('may come without a word to show', async () => {
    const sealed = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x by m' };
    const call = { type: 'function_call', call_id: 'c1', name: 'time', arguments: '{}' };
    const { parts } = await ask({ kind: 'steps', steps: () => [completed([sealed, call])] });
    expect(parts.map(({ kind }) => kind)).toEqual(['tool_call', 'tool_result']);
    const next = await ask(noon, { parts });
    expect(next.body.input).toMatchObject([{}, sealed, { call_id: 'c1' }, {}]);
  });

  it('is not kept where it cannot be sent back, or need not be', async () => {
    const bare = {
      type: 'reasoning',
      id: 'rs_1',
      summary: [{ type: 'summary_text', text: 'Hm.' }],
    };
    const call = { type: 'function_call', call_id: 'c1', name: 'time', arguments: '{}' };
    const search = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
    const sealed = { ...bare, encrypted_content: 'x by m' };
    for (const output of [
      [bare, call],
      [sealed, search, call],
      [sealed, { type: 'message', content: [{ type: 'output_text', text: 'Noon.' }] }],
    ]) {
      const { parts } = await ask({ kind: 'steps', steps: () => [completed(output)] });
      expect(JSON.stringify(parts)).not.toContain('opaque');
    }
  });
});

describe('an answer that was used up by its reasoning', () => {
  it('is asked for again by Continue', async () => {
    const thinking = event('response.reasoning_summary_text.delta', {
      output_index: 0,
      summary_index: 0,
      delta: 'So much to think',
    });
    const incomplete = event('response.incomplete', {
      response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
    });
    const cut = await ask({ kind: 'steps', steps: () => [thinking, incomplete] });
    expect(cut.end).toEqual({ kind: 'finished', finishReason: 'length' });
    const next = await ask(noon, { parts: cut.parts });
    expect(next.end).toEqual({ kind: 'finished', finishReason: 'stop' });
    expect(next.body.input).toEqual([
      { type: 'message', role: 'user', content: 'What time is it?' },
    ]);
    expect(next.parts.map(({ kind }) => kind)).toEqual(['reasoning', 'text']);
  });
});
