import * as z from 'zod';

const contentSchema = z
  .union([
    z.string(),
    z.null(),
    z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  ])
  .optional();

/** What the demo reads of a chat completion request; the rest of it is ignored. */
const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: contentSchema })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
});

export interface DemoMessage {
  readonly role: string;
  readonly text: string;
}

export interface DemoRequest {
  readonly model: string;
  readonly messages: readonly DemoMessage[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

function textOf(content: z.infer<typeof contentSchema>): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text }) => text ?? '').join('');
}

/** Reads the body of a chat completion request; null when it is none. */
export function readRequest(body: string): DemoRequest | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const parsed = requestSchema.safeParse(json);
  if (!parsed.success) return null;
  const { model, messages, stream, stream_options: streamOptions } = parsed.data;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, text: textOf(content) })),
    stream: stream ?? false,
    includeUsage: streamOptions?.include_usage ?? false,
  };
}
