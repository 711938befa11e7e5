import type { ChatRequestBody } from '../behaviour.ts';
import { all, refuses, soundArguments, names } from './parts/checks.ts';
import { listOf, openAiError } from './parts/http.ts';
import {
  callsOf,
  isJsonObject,
  isObject,
  messagesOf,
  partsOf,
  type Fields,
} from './parts/messages.ts';
import { statelessResponses } from './parts/responses.ts';
import { streamIn, together } from './parts/stream.ts';
import type { Complaint, Profile } from './profile.ts';

const isPicture = (part: Fields): boolean => {
  const place = part['image_url'];
  const url = isObject(place) ? place['url'] : place;
  return /^data:(?:image\/(?:jpeg|jpg|png|webp))?;base64,[A-Za-z0-9+/=]+$/.test(String(url));
};

/** Content is text, parts of two types, or nothing beside calls. */
function contents(body: ChatRequestBody): Complaint | null {
  for (const message of messagesOf(body)) {
    const { content } = message;
    if (typeof content === 'string') continue;
    if (!Array.isArray(content)) {
      if (callsOf(message).length > 0) continue;
      return { message: 'invalid message content type: <nil>' };
    }
    for (const part of partsOf(message)) {
      const isText = part['type'] === 'text' && typeof part['text'] === 'string';
      if (!isText && part['type'] !== 'image_url') return { message: 'invalid message format' };
      if (!isText && !isPicture(part)) return { message: 'invalid image input' };
    }
  }
  return null;
}

/** Ollama with a model that reasons, calls tools and sees; unknown fields are ignored. */
export const ollama: Profile = {
  name: 'Ollama',
  sources: [
    {
      where: 'github.com/ollama/ollama, 0098875, openai/openai.go',
      date: '2026-11-29',
      about: 'fields, content, pictures, efforts, types of errors, chunks and lists of models',
    },
    {
      where: 'https://github.com/ollama/ollama/issues/6027',
      date: '2024-07-28',
      about: 'the form of errors',
    },
    {
      where: 'https://github.com/ollama/ollama/pull/15404',
      date: '2026-04-07',
      about: 'the Responses API keeps nothing',
    },
    {
      where: 'https://github.com/ollama/ollama/pull/4144',
      date: '2024-05-03',
      about: 'a full queue is told with 503; its words in ollama/ollama#4159',
    },
    {
      where: 'an error in mid-stream',
      date: '2026-11-29',
      about: 'from memory: a chunk without content before the end',
    },
  ],
  address: 'http://localhost:11434/v1',
  keyHeader: null,
  model: 'qwen3-vl:8b',
  takes: { tools: true, images: true },
  reasoning: 'shown',
  counts: [],
  lessons: { plain: 0, tools: 0 },
  check: all(
    contents,
    soundArguments(() => ({ message: 'invalid tool call arguments' })),
    refuses(
      'reasoning_effort',
      (value) => !names('high medium low none').includes(String(value)),
      (value) => ({
        message: `invalid reasoning value: '${String(value)}' (must be "high", "medium", "low", or "none")`,
      }),
    ),
  ),
  checkResponse: statelessResponses,
  error(complaint) {
    const { status = 400 } = complaint;
    const type = { 400: 'invalid_request_error', 404: 'not_found_error' }[status] ?? 'api_error';
    return openAiError(complaint, type);
  },
  nowhere: () => ({
    kind: 'http',
    status: 404,
    contentType: 'text/plain',
    body: '404 page not found',
  }),
  stream: streamIn({
    first: null,
    each: { role: 'assistant', content: '' },
    reasoning: (reasoning) => ({ reasoning }),
    callId: (number) => `call_${String(number).padStart(8, 'o')}`,
    // What the model wrote is read first; what cannot be read is no call.
    calls: (calls) => together(calls.filter((call) => isJsonObject(call.arguments))),
    usage: 'asked',
    count: ({ prompt, completion }) => ({
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    }),
    finish: (ending, hasCalls) =>
      ending === 'length' ? 'length' : hasCalls ? 'tool_calls' : 'stop',
    chunk: (chunk) => ({ ...chunk, system_fingerprint: 'fp_ollama' }),
    broken: (make) => [
      { kind: 'chunk', chunk: make.chunk({ role: 'assistant', content: '' }) },
      { kind: 'end', how: 'clean' },
    ],
  }),
  models: listOf(['qwen3-vl:8b', 'nomic-embed-text:latest'], { owned_by: 'library' }),
  wrongKey: { status: 401, message: 'unauthorized' },
  busy: {
    status: 503,
    message: 'server busy, please try again.  maximum pending requests exceeded',
  },
  filter: null,
  parameters: {
    set: { temperature: 0.2, topK: 40, reasoningEffort: 'minimal', maxOutputTokens: 500 },
    refusals: 1,
    sent: { temperature: 0.2, top_k: 40, max_tokens: 500 },
    left: ['reasoning_effort'],
  },
};
