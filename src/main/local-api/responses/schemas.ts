import * as z from 'zod';
import { problem } from '../problems.ts';
import { conversationWish, model, option, runTools, text } from '../schemas.ts';

const typed = z.looseObject({ type: z.string().optional() });

/** `POST /v1/responses`. */
export const responsesBody = z
  .looseObject({
    model,
    input: z
      .union([text.min(1), z.array(typed).min(1).max(10_000)])
      .describe('Text, or the whole conversation as items: messages, calls and their outputs.'),
    instructions: option(text),
    stream: option(z.boolean()),
    store: option(
      z.literal(false, {
        message: problem('stores_nothing'),
      }),
    ),
    previous_response_id: z
      .null({
        message: problem('no_previous'),
      })
      .optional(),
    background: option(z.literal(false, { message: problem('no_background') })),
    prompt: z.null({ message: problem('no_prompts') }).optional(),
    max_output_tokens: option(z.number().int().positive()),
    temperature: option(z.number()),
    top_p: option(z.number()),
    tools: option(z.array(z.looseObject({ type: z.string() }))),
    tool_choice: option(z.union([z.string(), z.looseObject({ type: z.string() })])),
    parallel_tool_calls: option(z.boolean()),
    text: option(z.looseObject({})),
    reasoning: option(z.looseObject({ effort: option(z.string()) })),
    conversation: conversationWish.optional(),
    run_tools: runTools.optional(),
  })
  .describe('Further fields are passed on to the provider as they are.');
export type ResponsesBody = z.infer<typeof responsesBody>;

const count = z.number().nonnegative();

const annotation = z.object({
  type: z.literal('url_citation'),
  url: z.string(),
  title: z.string(),
  start_index: count,
  end_index: count,
});

const status = z.enum(['in_progress', 'completed']);

/** An item of the output. */
export const outputItem = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('reasoning'),
    id: z.string(),
    summary: z.array(z.object({ type: z.literal('summary_text'), text: z.string() })),
  }),
  z.object({
    type: z.literal('message'),
    id: z.string(),
    status,
    role: z.literal('assistant'),
    content: z.array(
      z.object({
        type: z.literal('output_text'),
        text: z.string(),
        annotations: z.array(annotation),
      }),
    ),
  }),
  z.object({
    type: z.literal('function_call'),
    id: z.string(),
    status,
    call_id: z.string(),
    name: z.string(),
    arguments: z.string(),
  }),
  z.object({
    type: z.literal('image_generation_call'),
    id: z.string(),
    status: z.literal('completed'),
    result: z.string().describe('The bytes of the picture as base64.'),
    output_format: z.string(),
  }),
]);
export type OutputItem = z.infer<typeof outputItem>;

/** A response, whole or under way. */
export const response = z.object({
  id: z.string(),
  object: z.literal('response'),
  created_at: z.number().int().describe('Epoch seconds.'),
  model: z.string(),
  status: z.enum(['in_progress', 'completed', 'incomplete']),
  error: z.null(),
  incomplete_details: z.object({ reason: z.string() }).nullable(),
  output: z.array(outputItem),
  previous_response_id: z.null(),
  store: z.literal(false),
  usage: z
    .object({
      input_tokens: count,
      input_tokens_details: z.object({ cached_tokens: count }),
      output_tokens: count,
      output_tokens_details: z.object({ reasoning_tokens: count }),
      total_tokens: count,
    })
    .nullable(),
});
export type ResponseBody = z.infer<typeof response>;

/** `POST /v1/embeddings`. */
export const embeddingsBody = z
  .looseObject({ model, input: z.union([text, z.array(z.unknown()).min(1).max(10_000)]) })
  .describe('Passed on to the provider as it is.');
