import {
  all,
  contents,
  names,
  noBlank,
  refuses,
  soundArguments,
  systemFirst,
  toolSchemas,
} from './parts/checks.ts';
import { json, listOf } from './parts/http.ts';
import { isObject } from './parts/messages.ts';
import { statelessResponses } from './parts/responses.ts';
import { errorEvent, streamIn, usageOf } from './parts/stream.ts';
import type { Profile } from './profile.ts';

const model = 'openai/gpt-oss-20b';

const zodIssue = (path: readonly (string | number)[]): string =>
  JSON.stringify(
    [
      {
        code: 'invalid_type',
        expected: 'object',
        received: 'undefined',
        path,
        message: 'Required',
      },
    ],
    null,
    2,
  );

/** LM Studio with a model that reasons; unknown fields are ignored. */
export const lmStudio: Profile = {
  name: 'LM Studio',
  sources: [
    {
      where: 'https://lmstudio.ai/docs/app/api-changelog',
      date: '2026-11-29',
      about: 'include_usage, the field `reasoning`, arguments in pieces, the form of stream errors',
    },
    {
      where: 'https://lmstudio.ai/docs/developer/openai-compat/chat-completions',
      date: '2026-11-29',
      about: 'parameters that are used',
    },
    {
      where: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2203',
      date: '2026-07-25',
      about: 'schemas without properties, and errors that are a text',
    },
    {
      where: 'https://github.com/t59688/arboris-novel/issues/23',
      date: '2025-11-03',
      about: 'response_format',
    },
    {
      where: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/618',
      date: '2025-04-25',
      about: 'wrong paths, with status 200',
    },
    {
      where: 'https://github.com/voideditor/void/issues/238',
      date: '2025-05-18',
      about: 'how errors of templates are told',
    },
    {
      where: 'https://github.com/SillyTavern/SillyTavern/issues/2849',
      date: '2024-09-14',
      about: 'the list of models',
    },
    {
      where: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1188',
      date: '2025-11-05',
      about: 'events of the Responses API, with reasoning in plain text',
    },
  ],
  address: 'http://localhost:1234/v1',
  keyHeader: null,
  model,
  takes: { tools: true, images: true },
  reasoning: 'shown',
  counts: [],
  lessons: { plain: 0, tools: 0 },
  check: all(
    contents(names('text image_url'), () => ({
      message:
        "Invalid 'content': 'content' objects must have a 'type' field that is either 'text' or 'image_url'.",
    })),
    systemFirst(() => ({
      message:
        'Error rendering prompt with jinja template: "System message must be at the beginning."',
    })),
    noBlank(() => ({
      message: 'Error rendering prompt with jinja template: "Message content is empty."',
    })),
    toolSchemas((at) => ({ message: zodIssue([at, 'function', 'parameters', 'properties']) })),
    soundArguments(() => ({ message: 'Invalid tool call arguments.' })),
    refuses(
      'response_format',
      (value) => !isObject(value) || !names('json_schema text').includes(String(value['type'])),
      () => ({ message: "'response_format.type' must be 'json_schema' or 'text'" }),
    ),
  ),
  checkResponse: statelessResponses,
  error: ({ message, status = 400, headers }) => json(status, { error: message }, headers),
  nowhere: (path) => json(200, { error: `Unexpected endpoint or method. (POST ${path})` }),
  stream: streamIn({
    reasoning: (reasoning) => ({ role: 'assistant', reasoning }),
    callId: (number) => String(365_174_000 + number),
    usage: 'asked',
    count: (all) => usageOf(all, []),
    chunk: (chunk) => ({ ...chunk, system_fingerprint: model }),
    broken: () => [
      errorEvent(
        { message: 'The model has crashed without additional information. (Exit code: 6)' },
        'error',
      ),
    ],
  }),
  models: listOf([model, 'text-embedding-nomic-embed-text-v1.5'], {
    owned_by: 'organization_owner',
  }),
  wrongKey: { status: 401, message: 'Invalid API token.' },
  busy: null,
  filter: null,
  parameters: {
    set: { temperature: 0.2, topK: 40, responseFormat: 'json', maxOutputTokens: 500 },
    refusals: 1,
    sent: { temperature: 0.2, top_k: 40, max_tokens: 500 },
    left: ['response_format'],
  },
};
