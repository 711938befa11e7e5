import type { ConversationHead } from '../conversation.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';
import type { Assistant, ModelChoice } from './assistant.ts';

// Where values come from: conversation, then assistant, then model (parameters only), then app.

/** The origin of a value that is no parameter. */
export type ValueOrigin = 'conversation' | 'assistant' | 'app';

type Own = Partial<
  Pick<ConversationHead, 'systemPrompt' | 'providerId' | 'model' | 'tools' | 'assistant'>
>;

/** A value and its origin. */
export interface Effective<T> {
  readonly value: T;
  readonly from: ValueOrigin;
}

/** The system prompt that applies if the conversation sets none. */
export function inheritedPrompt(assistant: Assistant | undefined, app: string): Effective<string> {
  const instructions = assistant?.instructions ?? '';
  return instructions.trim() === ''
    ? { value: app, from: 'app' }
    : { value: instructions, from: 'assistant' };
}

/** The system prompt of a conversation. */
export function effectivePrompt(own: Own, app: string): Effective<string> {
  const prompt = own.systemPrompt ?? null;
  return prompt === null
    ? inheritedPrompt(own.assistant, app)
    : { value: prompt, from: 'conversation' };
}

/** The tools that apply if the conversation chooses none. */
export function inheritedTools(
  assistant: Assistant | undefined,
  app: ToolChoice | undefined,
): Effective<ToolChoice> {
  return assistant?.tools === undefined
    ? { value: app ?? { on: [], off: [] }, from: 'app' }
    : { value: assistant.tools, from: 'assistant' };
}

/** The tools of a conversation. */
export function effectiveTools(own: Own, app: ToolChoice | undefined): Effective<ToolChoice> {
  return own.tools === undefined
    ? inheritedTools(own.assistant, app)
    : { value: own.tools, from: 'conversation' };
}

/** The provider and model of a conversation; null where the settings decide. */
export function wantedModel(own: Own): {
  readonly providerId: string | null;
  readonly model: string | null;
} {
  const { providerId = null, model = null, assistant } = own;
  if (providerId === null && model === null && assistant?.model !== undefined) {
    return assistant.model;
  }
  return { providerId, model };
}

/** True if the conversation answers with a model that its assistant does not name. */
export function hasOwnModel(own: Own, assistantModel: ModelChoice | undefined): boolean {
  if (assistantModel === undefined || (own.model ?? null) === null) return false;
  return own.model !== assistantModel.model || own.providerId !== assistantModel.providerId;
}

/** The provider and model that a conversation has once it changes to another assistant. */
function modelAfter(before: Own, next: Assistant | null): ModelChoice | null | 'unchanged' {
  const former = before.assistant?.model;
  if (former === undefined) return next?.model === undefined ? 'unchanged' : null;
  if (hasOwnModel(before, former)) return 'unchanged';
  // An assistant that names no model keeps the current one.
  return next === null || next.model !== undefined ? null : former;
}

/** The model and the assistant of one answer. An absent one stays as it is. */
export interface AnsweredBy {
  readonly model?: ModelChoice | undefined;
  /** null: none. */
  readonly assistant?: Assistant | null | undefined;
}

/**
 * The conversation as it would be if somebody else answered in it. Another assistant brings all of
 * its own: what the conversation sets for itself does not apply.
 */
export function answeredBy<C extends Own & Pick<ConversationHead, 'parameters'>>(
  before: C,
  { model, assistant }: AnsweredBy,
): C {
  const other =
    assistant === undefined
      ? before
      : { ...withAssistant(before, assistant), ...nothingOwn, ...modelOnceFor(before, assistant) };
  return { ...other, ...model };
}

const nothingOwn = { systemPrompt: null, parameters: undefined, tools: undefined };

function modelOnceFor(before: Own, assistant: Assistant | null) {
  return assistant?.model === undefined ? wantedModel(before) : { providerId: null, model: null };
}

/**
 * Gives a conversation another assistant, or none. Its own prompt, parameters and tools stay. A
 * model that it chose instead of the former assistant's stays as well; otherwise the new assistant
 * decides.
 */
export function withAssistant<C extends Own>(before: C, assistant: Assistant | null): C {
  const { assistant: _former, ...rest } = before;
  const model = modelAfter(before, assistant);
  return {
    ...rest,
    ...(assistant === null ? {} : { assistant }),
    ...(model === 'unchanged' ? {} : (model ?? { providerId: null, model: null })),
  } as C;
}
