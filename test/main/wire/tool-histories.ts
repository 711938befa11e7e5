import * as fc from 'fast-check';
import type {
  Opaque,
  Message,
  Part,
  ResultContent,
} from '../../../src/shared/model/conversation.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import { file, picture } from '../turns/given-back-samples.ts';

/** The origin of an answer, which limits who may read its opaque data. */
export interface Answerer {
  readonly provider: string;
  readonly baseUrl: string;
  readonly model: string;
}

/** One server of each family, two models of one family, and one server of no family. */
export const answerers: readonly Answerer[] = [
  { provider: 'openai', baseUrl: 'https://api.openai.com/v1', model: 'gpt' },
  { provider: 'deepseek', baseUrl: 'https://api.deepseek.com/v1', model: 'deepseek-v4-pro' },
  {
    provider: 'google',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    model: 'gemini-3-pro',
  },
  {
    provider: 'google',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    model: 'gemini-3-flash',
  },
  { provider: 'mistral', baseUrl: 'https://api.mistral.ai/v1', model: 'mistral-large' },
  { provider: 'router', baseUrl: 'https://openrouter.ai/api/v1', model: 'claude' },
  { provider: 'local', baseUrl: 'http://127.0.0.1:8080/v1', model: 'llama' },
  { provider: 'sealing', baseUrl: 'https://api.openai.com/v1', model: 'gpt-sealed' },
];

/** Text that may only be sent back to this provider. */
export const secretOf = (provider: string): string => `only-for-${provider}`;

function opaqueOf(by: Answerer, fields: object): Opaque {
  return { provider: by.provider, model: by.model, data: JSON.stringify(fields) };
}

/** The opaque data that a server of this family sends with a call. */
function besideCall(by: Answerer): { readonly opaque?: Opaque } {
  if (by.provider !== 'google') return {};
  const signature = `${secretOf(by.provider)} by ${by.model}`;
  return { opaque: opaqueOf(by, { extra_content: { google: { thought_signature: signature } } }) };
}

function besideReasoning(by: Answerer): { readonly opaque?: Opaque } {
  if (by.provider === 'router') {
    const details = [{ type: 'reasoning.encrypted', data: secretOf(by.provider), index: 0 }];
    return { opaque: opaqueOf(by, { reasoning_details: details }) };
  }
  if (by.provider === 'sealing') {
    const sealed = `${secretOf(by.provider)} by ${by.model}`;
    const item = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: sealed };
    const reasoning_items = [
      { item, before: 'text' },
      { item: { ...item, id: 'rs_2' }, before: 0 },
      { item: { ...item, id: 'rs_3' }, before: 3 },
    ];
    return { opaque: opaqueOf(by, { reasoning_items }) };
  }
  return by.provider === 'deepseek' || by.provider === 'local'
    ? { opaque: opaqueOf(by, { reasoning_content: true }) }
    : {};
}

const words = fc.constantFrom('', ' ', 'Why?', 'Because.', '\n', '你好');
const resultContent: fc.Arbitrary<ResultContent> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words }),
  fc.constantFrom(picture, file),
  fc.constant({ kind: 'structured' as const, json: '{"rows":[]}' }),
  fc.constant({ kind: 'link' as const, uri: 'file:///x', name: 'x' }),
);

/** A call and its outcome. */
const call = fc.record({
  callId: fc.constantFrom('a', 'b', '', 'call_0', 'toolu_01ABCDEFGHIJKLMNOP', 'abcdef123'),
  name: fc.constantFrom('files__read', 'time', '7zip__list', '', 'a.b c'),
  arguments: fc.constantFrom('{}', '{"a":1}', '{"a":1', '', '[1]', 'null'),
  edited: fc.constantFrom(undefined, '{"a":"edited"}'),
  fate: fc.constantFrom(
    'done' as const,
    'failed' as const,
    'denied' as const,
    'interrupted' as const,
    'proposed' as const,
    'running' as const,
    'killed' as const,
  ),
  content: fc.array(resultContent, { maxLength: 3 }),
});
type MadeCall = typeof call extends fc.Arbitrary<infer T> ? T : never;

function callParts(by: Answerer, made: MadeCall, at: number): { call: Part; result: Part | null } {
  const { callId, name, edited, fate, content } = made;
  // The kill happens between the state and the result.
  const state = fate === 'killed' ? 'done' : fate;
  const isAnswered = fate === 'done' || fate === 'failed' || fate === 'denied';
  const part: Part = {
    kind: 'tool_call',
    callId,
    name,
    arguments: made.arguments,
    state,
    ...(at === 0 ? besideCall(by) : {}),
    ...(edited === undefined ? {} : { edited }),
  };
  const result: Part = { kind: 'tool_result', callId, content, isError: fate !== 'done' };
  return { call: part, result: isAnswered ? result : null };
}

const step = fc.record({
  reasoning: fc.boolean(),
  text: words,
  calls: fc.array(call, { maxLength: 4 }),
  pieces: fc.boolean(),
});
type MadeStep = typeof step extends fc.Arbitrary<infer T> ? T : never;

function stepParts(by: Answerer, { reasoning, text, calls, pieces }: MadeStep): readonly Part[] {
  const thought: Part = {
    kind: 'reasoning',
    text: `thinking ${secretOf(by.provider)}`,
    ...besideReasoning(by),
  };
  const made = calls.map((each, at) => callParts(by, each, at));
  return [
    ...(reasoning ? [thought] : []),
    ...(pieces ? [{ kind: 'text' as const, text }] : []),
    ...made.map((each) => each.call),
    ...made.flatMap(({ result }) => result ?? []),
  ];
}

const answer = fc.record({
  by: fc.constantFrom(...answerers),
  steps: fc.array(step, { maxLength: 4 }),
  status: fc.constantFrom(
    'complete' as const,
    'failed' as const,
    'stopped' as const,
    'interrupted' as const,
    'truncated' as const,
  ),
});

const idOf = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

const made = fc.record({
  /** Selects the parent among the earlier messages, which creates branches. */
  parent: fc.nat(),
  asks: fc.option(words, { nil: null }),
  answer,
});

/** The path to a message in a conversation with branches and with calls of any outcome. */
export const toolPath: fc.Arbitrary<readonly Message[]> = fc
  .tuple(fc.array(made, { minLength: 1, maxLength: 9 }), fc.nat())
  .map(([all, end]) => {
    const messages = Object.fromEntries(
      all.map(({ parent, asks, answer: { by, steps, status } }, at) => {
        const isQuestion = asks !== null;
        const parts: readonly Part[] = isQuestion
          ? [{ kind: 'text', text: asks }]
          : steps.flatMap((each) => stepParts(by, each));
        const message: Message = {
          id: idOf(at),
          parentId: at === 0 ? null : idOf(Math.max(at - 1 - (parent % 3), 0)),
          role: isQuestion ? 'user' : 'assistant',
          parts,
          status: isQuestion ? 'complete' : status,
          createdAt: '2026-01-01T00:00:00.000Z',
        };
        return [message.id, message];
      }),
    );
    return pathTo(messages, idOf(all.length - 1 - (end % Math.min(all.length, 3))));
  });
