import { tokenize } from '../../answer.ts';
import type { Step, StreamMaker } from '../../behaviour.ts';
import type { Chunk, Delta, WireUsage } from '../../chunk.ts';
import type { Profile, Said } from '../profile.ts';

/** A delta with the fields that servers add to it. */
type AnyDelta = Delta & { readonly [extra: string]: unknown };

/** A call with its id. */
interface Call {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** How a server streams its answers. */
export interface Dialect {
  /** The delta of the first chunk; null if it already says something. */
  readonly first?: AnyDelta | null;
  /** Fields of every delta. */
  readonly each?: AnyDelta;
  /** The deltas of a piece of reasoning; by default nobody sees it. */
  readonly reasoning?: (text: string, at: number) => AnyDelta;
  /** The delta of a piece of text; `isAfterThought`: the first one after reasoning. */
  readonly text?: (text: string, isAfterThought: boolean) => AnyDelta;
  /** The deltas of all calls; by default name and id first, then the arguments in pieces. */
  readonly calls?: (calls: readonly Call[], make: StreamMaker) => readonly AnyDelta[];
  /** The id of a call that has not been used before. */
  readonly callId: (number: number) => string;
  /**
   * Where the count comes: in a chunk of its own, always or if it is asked for, with the last
   * chunk, or with every chunk.
   */
  readonly usage: 'asked' | 'own' | 'last' | 'every';
  readonly count?: (count: Count) => Chunk['usage'];
  /** The delta of the last chunk. */
  readonly last?: AnyDelta;
  readonly finish?: (ending: Said['ending'], hasCalls: boolean) => string;
  /** Adds to a chunk what the server adds to each. */
  readonly chunk?: (chunk: Chunk, isLast: boolean) => Chunk;
  /** Steps before the first chunk, such as comments. */
  readonly before?: (make: StreamMaker) => readonly Step[];
  /** Steps after the text of an answer that the server could not finish. */
  readonly broken: (make: StreamMaker) => readonly Step[];
}

/** What every answer of a profile costs. */
export interface Count {
  readonly prompt: number;
  readonly completion: number;
  /** Of the completion. */
  readonly reasoning: number;
  /** Of the prompt. */
  readonly cached: number;
  /** In US dollars. */
  readonly cost: number;
}

/** The count that each server puts into its own form. */
export const count: Count = {
  prompt: 100,
  completion: 20,
  reasoning: 8,
  cached: 64,
  cost: 0.000_093,
};

/** The count in OpenAI's form, with these details. */
export function usageOf(
  { prompt, completion, reasoning, cached }: Count,
  counts: Profile['counts'],
) {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(counts.includes('cached') ? { prompt_tokens_details: { cached_tokens: cached } } : {}),
    ...(counts.includes('reasoning')
      ? { completion_tokens_details: { reasoning_tokens: reasoning } }
      : {}),
  } satisfies WireUsage;
}

const half = (text: string): number => Math.ceil(text.length / 2);

/** Name and id of each call, then its arguments in two pieces, as OpenAI streams them. */
export function inPieces(calls: readonly Call[]): readonly AnyDelta[] {
  return calls.flatMap(({ id, name, arguments: text }, index) => [
    { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] },
    { tool_calls: [{ index, function: { arguments: text.slice(0, half(text)) } }] },
    { tool_calls: [{ index, function: { arguments: text.slice(half(text)) } }] },
  ]);
}

/** Each call whole, in a chunk of its own. */
export function whole(calls: readonly Call[]): readonly AnyDelta[] {
  return calls.map(({ id, name, arguments: text }, index) => ({
    tool_calls: [{ index, id, type: 'function', function: { name, arguments: text } }],
  }));
}

/** All calls whole, in one chunk. */
export function together(calls: readonly Call[]): readonly AnyDelta[] {
  return [{ tool_calls: whole(calls).flatMap((delta) => delta.tool_calls ?? []) }];
}

/** An event with an error and nothing else. */
export function errorEvent(error: unknown, name?: string): Step {
  const data = JSON.stringify({ error });
  return { kind: 'event', data, ...(name === undefined ? {} : { name }) };
}

const usualFinish = (ending: Said['ending'], hasCalls: boolean): string => {
  if (ending === 'length') return 'length';
  if (ending === 'filtered') return 'content_filter';
  return hasCalls ? 'tool_calls' : 'stop';
};

/** Makes the function that streams answers in a server's dialect. */
export function streamIn(dialect: Dialect): Profile['stream'] {
  const {
    first = { role: 'assistant', content: '' },
    each = {},
    chunk: adorn = (one) => one,
  } = dialect;
  const { text: inText = (content) => ({ content }), calls: inCalls = inPieces } = dialect;
  const { count: counted = (all) => usageOf(all, ['reasoning', 'cached']) } = dialect;
  const finish = dialect.finish ?? usualFinish;
  let calls = 0;

  return (said, make) => {
    const { text = '', reasoning = '', ending = 'stop' } = said;
    const made = (said.calls ?? []).map((call): Call => {
      calls += 1;
      return { ...call, id: dialect.callId(calls) };
    });
    const usage = counted(count);
    const step = (delta: AnyDelta, reason: string | null = null, more: Chunk = {}): Step => {
      const isLast = reason !== null;
      const own = make.chunk({ ...each, ...delta }, reason, more);
      const withCount = dialect.usage === 'every' ? { ...own, usage: usage ?? null } : own;
      return { kind: 'chunk', chunk: adorn(withCount, isLast) };
    };
    const thoughts = dialect.reasoning === undefined ? [] : tokenize(reasoning);
    const steps: readonly Step[] = [
      ...(dialect.before?.(make) ?? []),
      ...(first === null ? [] : [step(first)]),
      ...thoughts.map((thought, at) => step(dialect.reasoning?.(thought, at) ?? {})),
      ...tokenize(text).map((word, at) => step(inText(word, at === 0 && thoughts.length > 0))),
      ...(made.length === 0 ? [] : inCalls(made, make).map((delta) => step(delta))),
    ];
    if (ending === 'broken') return [...steps, ...dialect.broken(make)];
    if (ending === 'hangs') return [...steps, { kind: 'silence' }];
    const isInLast = dialect.usage === 'last';
    const last = step(
      dialect.last ?? {},
      finish(ending, made.length > 0),
      isInLast ? { usage: usage ?? null } : {},
    );
    const isOwn = dialect.usage === 'own' || (dialect.usage === 'asked' && make.usageAsked);
    const { choices: _none, ...frame } = make.chunk({});
    const own: readonly Step[] = isOwn
      ? [{ kind: 'chunk', chunk: adorn({ ...frame, choices: [], usage: usage ?? null }, false) }]
      : [];
    return [...steps, last, ...own, { kind: 'done' }];
  };
}
