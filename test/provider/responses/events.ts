import { randomUUID } from 'node:crypto';
import type { Step, StreamMaker } from '../behaviour.ts';
import { contentOf, type Chunk, type ToolCallDelta, type WireUsage } from '../chunk.ts';

/** A JSON object of the Responses API. */
export type Json = Readonly<Record<string, unknown>>;

/** The token counts in the words of the Responses API. */
export function responseUsage(usage: WireUsage): Json {
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage;
  const prompt = usage['prompt_tokens_details'] as Json | undefined;
  const completion = usage['completion_tokens_details'] as Json | undefined;
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: prompt?.['cached_tokens'] ?? 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: completion?.['reasoning_tokens'] ?? 0 },
    total_tokens: total,
  };
}

/** How a finish reason ends a response. */
export function endingOf(finishReason: string): Json & { readonly status: string } {
  switch (finishReason) {
    case 'length':
      return { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    case 'content_filter':
      return { status: 'incomplete', incomplete_details: { reason: 'content_filter' } };
    case 'error':
      return {
        status: 'failed',
        error: { code: 'server_error', message: 'The scripted model fell over.' },
      };
    default:
      return { status: 'completed', error: null, incomplete_details: null };
  }
}

/** True if the request wants reasoning back in a form that it can send again. */
export function wantsSealed({ asked }: StreamMaker): boolean {
  const include = asked.body?.['include'];
  return Array.isArray(include) && include.includes('reasoning.encrypted_content');
}

/** Reasoning that only this model can read; the strict server checks it. */
export function sealedBy(make: StreamMaker): string {
  return `sealed ${randomUUID()} by ${make.asked.body?.model ?? 'scripted'}`;
}

interface OpenItem {
  readonly kind: 'reasoning' | 'message' | 'function_call';
  readonly index: number;
  readonly id: string;
  text: string;
  readonly call: { readonly id: string; readonly name: string } | null;
}

const prefixes = { reasoning: 'rs', message: 'msg', function_call: 'fc' } as const;

/** The item as it is once it has ended. */
function wholeItem(item: OpenItem, make: StreamMaker): Json {
  switch (item.kind) {
    case 'reasoning':
      return {
        id: item.id,
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: item.text }],
        ...(wantsSealed(make) ? { encrypted_content: sealedBy(make) } : {}),
      };
    case 'message':
      return {
        id: item.id,
        type: 'message',
        status: 'completed',
        role: 'assistant',
        content: [{ type: 'output_text', text: item.text, annotations: [] }],
      };
    case 'function_call':
      return {
        id: item.id,
        type: 'function_call',
        status: 'completed',
        call_id: item.call?.id,
        name: item.call?.name,
        arguments: item.text,
      };
  }
}

/** The item as it is announced, still empty. */
function emptyItem(item: OpenItem): Json {
  const { id, call } = item;
  switch (item.kind) {
    case 'reasoning':
      return { id, type: 'reasoning', summary: [] };
    case 'message':
      return { id, type: 'message', status: 'in_progress', role: 'assistant', content: [] };
    case 'function_call':
      return {
        id,
        type: 'function_call',
        status: 'in_progress',
        call_id: call?.id,
        name: call?.name,
        arguments: '',
      };
  }
}

/**
 * Makes the events of a response from the chunks of a chat completion, in the order and form of
 * https://developers.openai.com/api/reference/resources/responses/streaming-events (read
 * 2026-11-29). Everything else in the steps stays as it is, so that each behaviour misbehaves in
 * the same way over both wires.
 */
class ResponseEvents {
  readonly #make: StreamMaker;
  readonly #response: Json;
  readonly #output: Json[] = [];
  #open: OpenItem | null = null;
  #count = 0;
  #number = 0;
  #finishReason: string | null = null;
  #usage: WireUsage | null = null;

  constructor(make: StreamMaker) {
    this.#make = make;
    this.#response = {
      id: `resp_${randomUUID()}`,
      object: 'response',
      created_at: Math.floor(Date.now() / 1000),
      model: make.asked.body?.model ?? 'scripted',
    };
  }

  #event(type: string, fields: Json, content?: { text: string; reasoning: string }): Step {
    const event = { type, ...fields, sequence_number: this.#number };
    this.#number += 1;
    return { kind: 'response_event', event, ...(content === undefined ? {} : { content }) };
  }

  begin(): readonly Step[] {
    const response = { ...this.#response, status: 'in_progress', output: [] };
    return [
      this.#event('response.created', { response }),
      this.#event('response.in_progress', { response }),
    ];
  }

  *#close(): Generator<Step> {
    const item = this.#open;
    if (item === null) return;
    this.#open = null;
    const place = { item_id: item.id, output_index: item.index };
    const whole = wholeItem(item, this.#make);
    switch (item.kind) {
      case 'reasoning': {
        const part = { ...place, summary_index: 0 };
        yield this.#event('response.reasoning_summary_text.done', { ...part, text: item.text });
        yield this.#event('response.reasoning_summary_part.done', {
          ...part,
          part: { type: 'summary_text', text: item.text },
        });
        break;
      }
      case 'message': {
        const part = { ...place, content_index: 0 };
        yield this.#event('response.output_text.done', { ...part, text: item.text });
        yield this.#event('response.content_part.done', {
          ...part,
          part: { type: 'output_text', text: item.text, annotations: [] },
        });
        break;
      }
      case 'function_call':
        yield this.#event('response.function_call_arguments.done', {
          ...place,
          arguments: item.text,
        });
    }
    this.#output.push(whole);
    yield this.#event('response.output_item.done', { output_index: item.index, item: whole });
  }

  *#opened(kind: OpenItem['kind'], call: OpenItem['call'] = null): Generator<Step, OpenItem> {
    const open = this.#open;
    if (open?.kind === kind && (call === null || open.call?.id === call.id)) return open;
    yield* this.#close();
    const id = `${prefixes[kind]}_${randomUUID()}`;
    const item: OpenItem = { kind, index: this.#count, id, text: '', call };
    this.#count += 1;
    this.#open = item;
    yield this.#event('response.output_item.added', {
      output_index: item.index,
      item: emptyItem(item),
    });
    const place = { item_id: id, output_index: item.index };
    if (kind === 'reasoning') {
      const part = { type: 'summary_text', text: '' };
      yield this.#event('response.reasoning_summary_part.added', {
        ...place,
        summary_index: 0,
        part,
      });
    }
    if (kind === 'message') {
      const part = { type: 'output_text', text: '', annotations: [] };
      yield this.#event('response.content_part.added', { ...place, content_index: 0, part });
    }
    return item;
  }

  *#grow(kind: 'reasoning' | 'message', text: string): Generator<Step> {
    const item = yield* this.#opened(kind);
    item.text += text;
    const place = { item_id: item.id, output_index: item.index };
    yield kind === 'reasoning'
      ? this.#event(
          'response.reasoning_summary_text.delta',
          { ...place, summary_index: 0, delta: text },
          { text: '', reasoning: text },
        )
      : this.#event(
          'response.output_text.delta',
          { ...place, content_index: 0, delta: text },
          { text, reasoning: '' },
        );
  }

  *#callDelta(delta: ToolCallDelta): Generator<Step> {
    const { id, function: called } = delta;
    const begins = id !== undefined;
    const item = begins
      ? yield* this.#opened('function_call', { id, name: called?.name ?? '' })
      : this.#open;
    const text = called?.arguments ?? '';
    if (item === null || text === '') return;
    item.text += text;
    yield this.#event('response.function_call_arguments.delta', {
      item_id: item.id,
      output_index: item.index,
      delta: text,
    });
  }

  *chunk(chunk: Chunk): Generator<Step> {
    const { text, reasoning } = contentOf(chunk);
    if (reasoning !== '') yield* this.#grow('reasoning', reasoning);
    if (text !== '') yield* this.#grow('message', text);
    const choice = chunk.choices?.[0];
    for (const call of choice?.delta?.tool_calls ?? []) yield* this.#callDelta(call);
    this.#finishReason = choice?.finish_reason ?? this.#finishReason;
    this.#usage = chunk.usage ?? this.#usage;
  }

  /** The last event, if the model has finished. */
  *end(): Generator<Step> {
    if (this.#finishReason === null) return;
    yield* this.#close();
    const ending = endingOf(this.#finishReason);
    this.#finishReason = null;
    const response = {
      ...this.#response,
      ...ending,
      output: this.#output,
      ...(this.#usage === null ? {} : { usage: responseUsage(this.#usage) }),
    };
    yield this.#event(`response.${ending.status}`, { response });
  }
}

/** Turns the steps of a chat completion into those of a response. */
export async function* responseSteps(
  steps: Iterable<Step> | AsyncIterable<Step>,
  make: StreamMaker,
): AsyncGenerator<Step> {
  const events = new ResponseEvents(make);
  let hasBegun = false;
  for await (const step of steps) {
    if (step.kind === 'chunk') {
      if (!hasBegun) yield* events.begin();
      hasBegun = true;
      yield* events.chunk(step.chunk);
      continue;
    }
    // The API sends no [DONE]: its last event ends the stream.
    if (step.kind === 'done' || step.kind === 'end' || step.kind === 'silence') yield* events.end();
    if (step.kind !== 'done') yield step;
  }
  yield* events.end();
}
