import { dayOf } from '../../shared/day.ts';
import { effectivePrompt } from '../../shared/model/assistants/effective.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import { namesToday, withToday } from '../../shared/model/prompts/variables.ts';

/**
 * Fixes what `{{date}}` stands for once the instructions of a conversation have it. It stays, so
 * that the requests begin with the same bytes tomorrow and the server's cache holds.
 */
export function withPromptDay(
  conversation: Conversation,
  appPrompt: string,
  nowIso: string,
): Conversation {
  if (conversation.promptDay !== undefined) return conversation;
  const prompt = effectivePrompt(conversation, appPrompt).value;
  if (!namesToday(prompt)) return conversation;
  return { ...conversation, promptDay: dayOf(Date.parse(nowIso)) };
}

/** The instructions of a conversation as they are sent. */
export function promptOf(
  conversation: Pick<Conversation, 'systemPrompt' | 'assistant' | 'promptDay'>,
  appPrompt: string,
): string {
  const prompt = effectivePrompt(conversation, appPrompt).value;
  return withToday(prompt, conversation.promptDay ?? '{{date}}');
}
