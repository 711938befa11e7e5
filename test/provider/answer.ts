import { randomUUID } from 'node:crypto';
import type {
  AskedFor,
  ChunksBehaviour,
  ErrorBehaviour,
  HttpBehaviour,
  ScriptedToolCall,
  Step,
  StreamMaker,
  TextBehaviour,
} from './behaviour.ts';
import type { Chunk, Delta, WireUsage } from './chunk.ts';
import type { Framing } from './framing.ts';
import { inputMessages } from './responses/input-messages.ts';

/**
 * Splits a text into tokens: words with the white space before them, or `size` code points each.
 */
export function tokenize(text: string, size?: number): readonly string[] {
  if (size === undefined) return text.match(/\s*\S+|\s+$/g) ?? [];
  if (size >= text.length) return text === '' ? [] : [text];
  const points = Array.from(text);
  const tokens: string[] = [];
  for (let at = 0; at < points.length; at += size) {
    tokens.push(points.slice(at, at + size).join(''));
  }
  return tokens;
}

function promptTexts({ body }: AskedFor): readonly string[] {
  const messages = [...(body?.messages ?? []), ...inputMessages(body?.input)];
  return messages.map(({ content }) => (typeof content === 'string' ? content : ''));
}

/** The usage of an answer, as the behaviour counts the prompt. */
function usageOf(
  { usageValues, countPrompt }: TextBehaviour,
  make: StreamMaker,
  completionTokens: number,
): WireUsage {
  const counted = usageValues ?? make.usage(completionTokens);
  if (countPrompt === undefined) return counted;
  const promptTokens = countPrompt(promptTexts(make.asked));
  return {
    ...counted,
    prompt_tokens: promptTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** The chunk maker for one request. */
export function createMaker(asked: AskedFor): StreamMaker {
  const frame = {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model: asked.body?.model ?? 'scripted',
  };
  const characters = promptTexts(asked).reduce((sum, text) => sum + text.length, 0);
  const promptTokens = Math.ceil(characters / 4);
  const chunk = (delta: Delta, finishReason: string | null = null, extra: Chunk = {}): Chunk => ({
    ...frame,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
    ...extra,
  });
  return {
    asked,
    // A response always has its usage.
    usageAsked:
      asked.body?.stream_options?.include_usage === true || asked.body?.input !== undefined,
    chunk,
    text: (text) => ({ kind: 'chunk', chunk: chunk({ content: text }) }),
    usage: (completionTokens) => ({
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    }),
    usageChunk: (usage) => ({ ...frame, choices: [], usage }),
  };
}

function tokenDeltas(behaviour: TextBehaviour): readonly Delta[] {
  const { reasoning, reasoningAs = 'reasoning_content', tokenSize } = behaviour;
  const texts = (text: string): readonly Delta[] =>
    tokenize(text, tokenSize).map((content) => ({ content }));
  if (reasoning === undefined) return texts(behaviour.text);
  const thoughts = tokenize(reasoning, tokenSize);
  switch (reasoningAs) {
    case 'think':
      return texts(`<think>${reasoning}</think>\n\n${behaviour.text}`);
    case 'parts':
      return [
        ...thoughts.map((text) => ({
          content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }],
        })),
        ...tokenize(behaviour.text, tokenSize).map((text) => ({
          content: [{ type: 'text', text }],
        })),
      ];
    case 'reasoning':
      return [...thoughts.map((text) => ({ reasoning: text })), ...texts(behaviour.text)];
    case 'reasoning_content':
      return [
        ...thoughts.map((text) => ({ content: null, reasoning_content: text })),
        ...texts(behaviour.text),
      ];
  }
}

function toolCallDeltas(calls: readonly ScriptedToolCall[], indexed: boolean): readonly Delta[] {
  return calls.flatMap((call, index) => {
    const at = indexed ? { index } : {};
    const half = Math.ceil(call.arguments.length / 2);
    const head = { name: call.name, arguments: call.arguments.slice(0, half) };
    const tail = { arguments: call.arguments.slice(half) };
    return [
      { tool_calls: [{ ...at, id: call.id, type: 'function', function: head }] },
      { tool_calls: [{ ...at, function: tail }] },
    ];
  });
}

function finishReasonOf(behaviour: TextBehaviour): string | null {
  if (behaviour.finishReason !== undefined) return behaviour.finishReason;
  return behaviour.toolCalls === undefined ? 'stop' : 'tool_calls';
}

/** The steps that stream a text behaviour. */
export function* textSteps(
  behaviour: TextBehaviour,
  make: StreamMaker,
  framing: Framing,
): Generator<Step> {
  const { extra = {}, first = 'role', usage = 'asked', pauses = [] } = behaviour;
  const chunkStep = (delta: Delta, finish: string | null = null, more: Chunk = {}): Step => ({
    kind: 'chunk',
    chunk: make.chunk(delta, finish, { ...extra, ...more }),
  });
  if (first !== 'none') {
    yield chunkStep({ role: 'assistant', content: first === 'role' ? '' : null });
  }
  const deltas = [
    ...tokenDeltas(behaviour),
    ...toolCallDeltas(behaviour.toolCalls ?? [], behaviour.toolCallIndex ?? true),
  ];
  let due = behaviour.firstDelayMs ?? 0;
  for (const [index, delta] of deltas.entries()) {
    if (due > 0) yield { kind: 'until', ms: due };
    yield chunkStep(delta);
    if (behaviour.tokensPerSecond !== undefined) due += 1000 / behaviour.tokensPerSecond;
    for (const pause of pauses) if (pause.afterToken === index + 1) due += pause.ms;
  }
  const counts = usageOf(behaviour, make, deltas.length);
  const finishReason = finishReasonOf(behaviour);
  const inLast = usage === 'last-chunk' ? { usage: counts } : {};
  if (finishReason !== null) yield chunkStep({}, finishReason, inLast);
  if (framing.done === 'early') yield { kind: 'done' };
  if (usage === 'own-chunk' || (usage === 'asked' && make.usageAsked)) {
    yield { kind: 'chunk', chunk: make.usageChunk(counts) };
  }
  if (framing.done === 'normal') yield { kind: 'done' };
}

/** The steps that stream given chunks. */
export function* chunkSteps(behaviour: ChunksBehaviour, framing: Framing): Generator<Step> {
  let due = 0;
  let done = false;
  for (const chunk of behaviour.chunks) {
    if (due > 0) yield { kind: 'until', ms: due };
    yield { kind: 'chunk', chunk };
    if (behaviour.tokensPerSecond !== undefined) due += 1000 / behaviour.tokensPerSecond;
    if (framing.done === 'early' && !done && chunk.choices?.[0]?.finish_reason) {
      done = true;
      yield { kind: 'done' };
    }
  }
  if (framing.done !== 'missing' && !done) yield { kind: 'done' };
}

/** The same answer as one JSON object, for requests without streaming. */
export function textCompletion(behaviour: TextBehaviour, make: StreamMaker): string {
  const usage = usageOf(behaviour, make, tokenize(behaviour.text, behaviour.tokenSize).length);
  const { choices: _choices, ...frame } = make.chunk({});
  return JSON.stringify({
    ...frame,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: behaviour.text },
        finish_reason: finishReasonOf(behaviour),
      },
    ],
    ...(behaviour.usage === 'never' ? {} : { usage }),
  });
}

const errorWords: Readonly<Record<number, { type: string; code: string | null; message: string }>> =
  {
    400: {
      type: 'invalid_request_error',
      code: null,
      message: 'We could not parse the JSON body of your request.',
    },
    401: {
      type: 'invalid_request_error',
      code: 'invalid_api_key',
      message: 'Incorrect API key provided.',
    },
    403: {
      type: 'invalid_request_error',
      code: 'unsupported_country_region_territory',
      message: 'Country, region, or territory not supported.',
    },
    404: {
      type: 'invalid_request_error',
      code: 'model_not_found',
      message: 'The model does not exist or you do not have access to it.',
    },
    429: {
      type: 'requests',
      code: 'rate_limit_exceeded',
      message: 'Rate limit reached for requests.',
    },
    529: { type: 'overloaded_error', code: null, message: 'Overloaded' },
  };

/** Converts an error behaviour into the response that real servers send for that status. */
export function errorResponse(error: ErrorBehaviour): HttpBehaviour {
  const { status } = error;
  const known = errorWords[status] ?? {
    type: status < 500 ? 'invalid_request_error' : 'server_error',
    code: null,
    message: `The scripted provider answers ${status}.`,
  };
  const { message = known.message, type = known.type, code = known.code } = error;
  const headers = {
    ...error.headers,
    ...(error.retryAfter === undefined ? {} : { 'retry-after': String(error.retryAfter) }),
  };
  const response = (contentType: string, body: string): HttpBehaviour => ({
    kind: 'http',
    status,
    headers,
    contentType,
    body,
    ...(error.headersDelayMs === undefined ? {} : { headersDelayMs: error.headersDelayMs }),
  });
  switch (error.body ?? 'json') {
    case 'json':
      return response(
        'application/json',
        JSON.stringify({ error: { message, type, param: null, code } }),
      );
    case 'html':
      return response(
        'text/html; charset=utf-8',
        `<!doctype html><html><head><title>${status}</title></head><body><h1>${message}</h1></body></html>`,
      );
    case 'text':
      return response('text/plain; charset=utf-8', message);
    case 'empty':
      return response('text/plain; charset=utf-8', '');
  }
}
