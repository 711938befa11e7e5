import { t } from '../../shared/language/translate.ts';
import { ApiFailure } from './errors.ts';
import type { Question, SentMessage } from './ask.ts';
import { checked } from './http/body.ts';
import { conversationWish, type ChatBody, type CompletionBody } from './schemas.ts';

/** The requested format of the answer. */
export type AnswerForm =
  | { readonly kind: 'text' }
  | { readonly kind: 'events' }
  | { readonly kind: 'chunks'; readonly withUsage: boolean }
  | { readonly kind: 'whole' }
  | { readonly kind: 'response_events' }
  | { readonly kind: 'response' };

/** A program's request, before its model is looked up. */
export interface Wish extends Omit<Question, 'chosen'> {
  /** null if the request names none. */
  readonly model: string | null;
  readonly form: AnswerForm;
}

/** The header that names a conversation, for programs that cannot add a field. */
export const conversationHeader = 'parley-conversation';

/** The conversation that a request names, in its body or in a header. */
export function conversationOf(
  field: Wish['conversation'],
  header: string | undefined,
): Wish['conversation'] {
  if (field !== undefined || header === undefined) return field;
  try {
    return checked(conversationWish, header);
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    const message = () =>
      t('api.conversation_header', { header: 'Parley-Conversation', value: 'new' });
    throw new ApiFailure({ ...error.error, message, param: 'Parley-Conversation' });
  }
}

/** Converts a request to `/chat` or `/chat/sse`. Throws an ApiFailure (400). */
export function chatWish(body: ChatBody, form: AnswerForm, header: string | undefined): Wish {
  const { prompt, messages = [], model, system, temperature, max_tokens } = body;
  const asked: readonly SentMessage[] =
    prompt === undefined ? messages : [{ role: 'user', content: prompt }];
  return {
    messages: system === undefined ? asked : [{ role: 'system', content: system }, ...asked],
    parameters: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(max_tokens === undefined ? {} : { max_tokens }),
    },
    conversation: conversationOf(body.conversation, header),
    tools: body.run_tools === true ? 'run' : 'none',
    model: model ?? null,
    form,
  };
}

/** Converts a request to `/v1/chat/completions`. Throws an ApiFailure (400). */
export function completionWish(body: CompletionBody, header: string | undefined): Wish {
  const {
    model,
    messages,
    stream,
    stream_options,
    n: _one,
    logprobs: _none,
    conversation,
    run_tools: runsTools,
    ...parameters
  } = body;
  const withUsage = stream_options?.include_usage === true;
  return {
    messages,
    parameters,
    conversation: conversationOf(conversation, header),
    // A program that is told of a call would run it as well.
    tools: runsTools === true ? 'run_unseen' : 'none',
    model,
    form: stream === true ? { kind: 'chunks', withUsage } : { kind: 'whole' },
  };
}
