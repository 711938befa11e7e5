import * as z from 'zod';
import { problem } from './problems.ts';
import { idSchema, toolStateSchema } from '../../shared/model/conversation.ts';
import { errorKinds, refusalReasons } from '../../shared/model/errors.ts';

// Requests and responses. openapi.json is generated from these, so it cannot differ.

export const text = z.string().max(16_000_000);
export const model = z
  .string()
  .trim()
  .min(1)
  .max(600)
  .describe('`provider/model` as `GET /v1/models` lists it, or a model of the default provider.');

export const conversationWish = z
  .union([idSchema, z.literal('new')])
  .describe(
    'Saves the turn in this conversation and uses its history; `new` begins one. It appears live in the window.',
  );

export const runTools = z
  .boolean()
  .describe(
    'Parley offers the model the tools that the conversation may use (without a conversation: those of new ones), and runs them. A call that is not allowed yet is asked for in the window if the turn is in a conversation; otherwise it is denied.',
  );

const message = z
  .looseObject({
    role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
    content: z
      .union([text, z.array(z.looseObject({ type: z.string() }))])
      .nullable()
      .optional()
      .describe('Text, or parts such as `text` and `image_url`.'),
  })
  .describe('A message as the OpenAI API takes it; further fields are passed on.');

const messages = z.array(message).min(1).max(10_000);

const chatOptions = {
  model: model.optional(),
  system: text.optional().describe('A system prompt that goes before everything.'),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.number().int().positive().optional(),
  conversation: conversationWish.optional(),
};

/** `POST /chat` and `POST /chat/sse`. */
export const chatBody = z
  .strictObject({
    prompt: text.min(1).optional(),
    messages: messages.optional(),
    ...chatOptions,
    run_tools: runTools.optional(),
  })
  .refine(({ prompt, messages }) => (prompt === undefined) !== (messages === undefined), {
    message: problem('prompt_or_messages'),
  });
export type ChatBody = z.infer<typeof chatBody>;

const numberText = z.string().regex(/^\d+(?:\.\d+)?$/, problem('number'));

/** `GET /chat` and `GET /chat/sse`: the same, as query parameters. */
export const chatQuery = z.strictObject({
  prompt: text.min(1),
  ...chatOptions,
  temperature: numberText.transform(Number).pipe(z.number().min(0).max(2)).optional(),
  max_tokens: numberText.transform(Number).pipe(z.number().int().positive()).optional(),
});

/** The query as the documentation describes it: every value is a string. */
export const chatQueryShape = z.strictObject({ prompt: text.min(1), ...chatOptions });

export const option = <T extends z.ZodType>(schema: T) => schema.nullable().optional();

/** `POST /v1/chat/completions`. */
export const completionBody = z
  .looseObject({
    model,
    messages,
    stream: option(z.boolean()),
    stream_options: option(z.looseObject({ include_usage: option(z.boolean()) })),
    n: option(z.literal(1, { message: problem('one_answer') })),
    logprobs: option(z.literal(false, { message: problem('no_logprobs') })),
    temperature: option(z.number()),
    top_p: option(z.number()),
    max_tokens: option(z.number().int().positive()),
    max_completion_tokens: option(z.number().int().positive()),
    presence_penalty: option(z.number()),
    frequency_penalty: option(z.number()),
    seed: option(z.number().int()),
    stop: option(z.union([z.string(), z.array(z.string())])),
    user: option(z.string()),
    tools: option(z.array(z.looseObject({ type: z.string() }))),
    tool_choice: option(z.union([z.string(), z.looseObject({ type: z.string() })])),
    parallel_tool_calls: option(z.boolean()),
    response_format: option(z.looseObject({ type: z.string() })),
    reasoning_effort: option(z.string()),
    conversation: conversationWish.optional(),
    run_tools: runTools.optional(),
  })
  .describe('Further fields are passed on to the provider as they are.');
export type CompletionBody = z.infer<typeof completionBody>;

const count = z.number().nonnegative();

export const usageBody = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).optional(),
  completion_tokens_details: z.object({ reasoning_tokens: count }).optional(),
});
export type UsageBody = z.infer<typeof usageBody>;

const picture = z
  .object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) })
  .describe('A picture that the model made, as a data: address.');

const called = z.object({ name: z.string(), arguments: z.string() });
const extraContent = z
  .record(z.string(), z.unknown())
  .optional()
  .describe("What the provider wants back beside the call, such as Gemini's signature.");
const toolCall = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: called,
  extra_content: extraContent,
});

/** A complete answer. */
export const completion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.number().int().describe('Epoch seconds.'),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      message: z.object({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        refusal: z.null(),
        reasoning_content: z.string().optional(),
        images: z.array(picture).optional(),
        tool_calls: z.array(toolCall).optional(),
      }),
      logprobs: z.null(),
      finish_reason: z.string(),
    }),
  ),
  usage: usageBody.optional(),
});
export type Completion = z.infer<typeof completion>;

/** One chunk of a streamed answer. */
export const completionChunk = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.number().int().describe('Epoch seconds.'),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.literal(0),
      delta: z.object({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        reasoning_content: z.string().optional(),
        images: z.array(picture).optional(),
        tool_calls: z
          .array(
            z.object({
              index: z.number().int().nonnegative(),
              id: z.string().optional(),
              type: z.literal('function').optional(),
              function: called.partial(),
              extra_content: extraContent,
            }),
          )
          .optional(),
      }),
      logprobs: z.null(),
      finish_reason: z.string().nullable(),
    }),
  ),
  usage: usageBody.nullable().optional(),
});
export type CompletionChunk = z.infer<typeof completionChunk>;

export const modelList = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      id: z.string(),
      object: z.literal('model'),
      created: z.literal(0),
      owned_by: z.string(),
    }),
  ),
});

export const health = z.object({ status: z.literal('ok'), version: z.string() });

export const errorAnswer = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string(),
    kind: z.enum([...errorKinds, 'stopped']).describe("Parley's own word for what went wrong."),
    provider: z
      .object({
        status: z.number().int().nullable(),
        reason: z.enum(refusalReasons).nullable(),
        said: z.string().nullable(),
      })
      .optional()
      .describe('What a provider refused with: its status, why, and its own words.'),
  }),
});

/** Data of the events of `/chat/sse` by name; unnamed events are `message`. */
export const sseEvents = {
  message: z.object({ content: z.string() }),
  reasoning: z.object({ content: z.string() }),
  moved: z
    .object({ from: z.enum(['text', 'reasoning']), length: count })
    .describe(
      'The last so many UTF-16 code units of the text were the end of the reasoning, or the other way round.',
    ),
  picture: z
    .object({ url: z.string() })
    .describe('A picture that the model made, as a data: address.'),
  tool_call: z.object({ index: count, id: z.string(), name: z.string(), arguments: z.string() }),
  tool_state: z
    .object({ id: z.string(), state: toolStateSchema })
    .describe('How far a call has come that Parley runs itself.'),
  tool_result: z.object({ id: z.string(), content: z.string(), is_error: z.boolean() }),
  citation: z.object({ number: z.number(), title: z.string(), url: z.string() }),
  usage: usageBody,
  finish: z.object({ reason: z.string() }),
  error: errorAnswer.extend({ kind: z.string(), message: z.string() }),
};
