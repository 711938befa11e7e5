import { conversationOf, type Wish } from '../wishes.ts';
import { toMessages } from './input.ts';
import type { ResponsesBody } from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

/** A tool in the form of Chat Completions; those of a provider's own stay as they are. */
function toTool(tool: Json): Json {
  const { type, name, description, parameters, strict, ...rest } = tool;
  if (type !== 'function') return tool;
  const called = { name, description, parameters, strict: strict ?? undefined, ...rest };
  return { type, function: called };
}

function toToolChoice(choice: NonNullable<ResponsesBody['tool_choice']>): unknown {
  if (typeof choice === 'string' || choice.type !== 'function') return choice;
  return { type: 'function', function: { name: choice['name'] } };
}

function toResponseFormat(format: unknown): unknown {
  const { type, ...schema } = (format ?? {}) as { readonly type?: unknown };
  return type === 'json_schema' ? { type, json_schema: schema } : { type };
}

/** The fields of a request by the names of Chat Completions. */
function toFields(body: ResponsesBody): Json {
  const {
    model: _model,
    input: _input,
    instructions: _instructions,
    stream: _stream,
    store: _store,
    previous_response_id: _previous,
    background: _background,
    prompt: _prompt,
    include: _include,
    truncation: _truncation,
    metadata: _metadata,
    max_output_tokens: _limit,
    conversation: _conversation,
    run_tools: _runs,
    tools,
    tool_choice: choice,
    text,
    reasoning,
    ...rest
  } = body;
  const format = text?.['format'];
  const verbosity = text?.['verbosity'];
  const effort = reasoning?.effort;
  return {
    ...rest,
    ...(tools ? { tools: tools.map(toTool) } : {}),
    ...(choice ? { tool_choice: toToolChoice(choice) } : {}),
    ...(format ? { response_format: toResponseFormat(format) } : {}),
    ...(verbosity ? { verbosity } : {}),
    ...(effort ? { reasoning_effort: effort } : {}),
  };
}

/** Converts a request to `/v1/responses`. Throws an ApiFailure (400). */
export function responseWish(body: ResponsesBody, header: string | undefined): Wish {
  const { model, input, instructions, stream, conversation, max_output_tokens: limit } = body;
  return {
    messages: toMessages(input, instructions ?? null),
    parameters: toFields(body),
    ...(limit ? { maxOutputTokens: limit } : {}),
    conversation: conversationOf(conversation, header),
    // A program that is told of a call would run it as well.
    tools: body.run_tools === true ? 'run_unseen' : 'none',
    model,
    form: { kind: stream === true ? 'response_events' : 'response' },
  };
}
