import * as z from 'zod';
import { embeddingsBody, response, responsesBody } from './responses/schemas.ts';
import {
  chatBody,
  chatQueryShape,
  completion,
  completionBody,
  completionChunk,
  errorAnswer,
  health,
  modelList,
  sseEvents,
} from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const refusalOf = (description: string): Json => ({ description, content: json(ref('Error')) });

/** The refusals of every request that requires a token. */
const refusals = {
  401: refusalOf('No token, or one that Parley does not know; or the provider refuses its key.'),
  403: refusalOf(
    'Asked under another name than this machine, or by a web page that is not allowed.',
  ),
};
const answerRefusals = {
  ...refusals,
  400: refusalOf('The request is not valid, or the provider did not accept it.'),
  404: refusalOf('There is no such model or conversation.'),
  408: refusalOf('The request took too long to arrive.'),
  409: refusalOf('The conversation is still being answered.'),
  413: refusalOf('The request is too large.'),
  415: refusalOf('The body is compressed.'),
  429: refusalOf('Too many answers at once, or the provider gets more requests than it allows.'),
  500: refusalOf('Something went wrong inside Parley.'),
  502: refusalOf('The provider cannot be reached or gave no answer.'),
  503: refusalOf('The provider is not available, or the answer was stopped in Parley.'),
  504: refusalOf('The provider was silent for too long.'),
};

const conversationParameter = {
  name: 'Parley-Conversation',
  in: 'header',
  required: false,
  description: 'The same as the field `conversation`, for programs that cannot add fields.',
  schema: { type: 'string' },
};

function queryParameters(): readonly Json[] {
  const { properties = {} } = schemaOf(chatQueryShape, 'input') as {
    properties?: Readonly<Record<string, Json>>;
  };
  const required = chatQueryShape.shape;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: Object.hasOwn(required, name) && name === 'prompt',
    schema,
  }));
}

const textAnswer = {
  description:
    'The text as it comes. If the answer fails after it has begun, a last line holds the error as JSON and the connection breaks.',
  content: { 'text/plain': { schema: { type: 'string' } } },
};

/** OpenAPI 3.1 describes a stream as text; its events' data is described among the components. */
const eventAnswer = {
  description:
    'Unnamed events hold text: `data: {"content": "…"}`. Then come `event: usage` and `event: finish`, and `data: [DONE]`. Also by name: `reasoning`, `tool_call`, `error`. Their data is described by the components Event….',
  content: { 'text/event-stream': { schema: { type: 'string' } } },
};

function chatPath(answer: Json, summary: string): Json {
  return {
    get: {
      summary,
      parameters: [...queryParameters(), conversationParameter],
      responses: { 200: answer, ...answerRefusals },
    },
    post: {
      summary,
      parameters: [conversationParameter],
      requestBody: { required: true, content: json(ref('Chat')) },
      responses: { 200: answer, ...answerRefusals },
    },
  };
}

/** Describes the API in OpenAPI 3.1, generated from the schemas that validate requests. */
export function describeApi(version: string): Json {
  const events = Object.entries(sseEvents).map(([name, schema]) => [
    `Event_${name}`,
    schemaOf(schema, 'output'),
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version,
      description: 'The models of Parley for other programs on this machine.',
    },
    security: [{ token: [] }],
    paths: {
      '/chat': chatPath(textAnswer, 'Ask, and get plain text as it comes.'),
      '/chat/sse': chatPath(eventAnswer, 'Ask, and get server-sent events.'),
      '/v1/chat/completions': {
        post: {
          summary: "OpenAI's chat completions, streamed or not.",
          parameters: [conversationParameter],
          requestBody: { required: true, content: json(ref('CompletionRequest')) },
          responses: {
            200: {
              description:
                'The answer; with `stream`, events whose data is a CompletionChunk, then `data: [DONE]`. A failure after the beginning is an event whose data is an Error.',
              content: {
                ...json(ref('Completion')),
                'text/event-stream': { schema: { type: 'string' } },
              },
            },
            ...answerRefusals,
          },
        },
      },
      '/v1/responses': {
        post: {
          summary: "OpenAI's responses without any state, streamed or not.",
          parameters: [conversationParameter],
          requestBody: { required: true, content: json(ref('ResponseRequest')) },
          responses: {
            200: {
              description:
                'The response; with `stream`, events under their names, of which the last is `response.completed` or `response.incomplete`. A failure after the beginning is an event `error`.',
              content: {
                ...json(ref('Response')),
                'text/event-stream': { schema: { type: 'string' } },
              },
            },
            ...answerRefusals,
          },
        },
      },
      '/v1/embeddings': {
        post: {
          summary: 'Passed on to the provider of the model.',
          requestBody: { required: true, content: json(ref('EmbeddingsRequest')) },
          responses: {
            200: {
              description: 'What the provider made.',
              content: json({ type: 'object' }),
            },
            ...answerRefusals,
          },
        },
      },
      '/v1/models': {
        get: {
          summary: 'The models of every provider, as `provider/model`.',
          responses: {
            200: { description: 'The models.', content: json(ref('ModelList')) },
            ...refusals,
            502: refusalOf('No provider can be reached.'),
          },
        },
      },
      '/health': {
        get: {
          summary: 'Whether Parley is there.',
          security: [],
          responses: { 200: { description: 'It is.', content: json(ref('Health')) } },
        },
      },
      '/openapi.json': {
        get: {
          summary: 'This description.',
          security: [],
          responses: { 200: { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) } },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Chat: schemaOf(chatBody, 'input'),
        CompletionRequest: schemaOf(completionBody, 'input'),
        Completion: schemaOf(completion, 'output'),
        CompletionChunk: schemaOf(completionChunk, 'output'),
        ResponseRequest: schemaOf(responsesBody, 'input'),
        Response: schemaOf(response, 'output'),
        EmbeddingsRequest: schemaOf(embeddingsBody, 'input'),
        ModelList: schemaOf(modelList, 'output'),
        Health: schemaOf(health, 'output'),
        Error: schemaOf(errorAnswer, 'output'),
        ...Object.fromEntries(events),
      },
    },
  };
}
