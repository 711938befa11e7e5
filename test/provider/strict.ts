import type { AskedFor, Behaviour, ChatRequestBody } from './behaviour.ts';
import {
  declarationProblem,
  deepSeekProblem,
  mistralProblem,
  repeatedId,
  signatureProblem,
  type FamilyMessage,
  type FamilyTool,
} from './strict-families.ts';

type SentMessage = NonNullable<ChatRequestBody['messages']>[number] & FamilyMessage;

/** The form of history that a strict server accepts. */
export type Strictness =
  /** Llama's and Mistral's templates: person and model alternate, the person first and last. */
  | 'alternating'
  /** Gemma's and o1's: alternating, and no system prompt. */
  | 'no_system'
  /** Anthropic's layer: no empty messages. */
  | 'no_empty'
  /**
   * OpenAI: each call is followed directly by one result, its arguments are JSON, and names consist
   * of letters, digits, _ and -. https://platform.openai.com/docs/guides/function-calling,
   * microsoft/semantic-kernel#12708.
   */
  | 'paired_tools'
  | 'deepseek'
  | 'gemini'
  | 'mistral'
  | 'unique_ids';

function isEmpty({ content, tool_calls: calls = [] }: SentMessage): boolean {
  if (calls.length > 0) return false;
  if (typeof content === 'string') return content.trim() === '';
  return !Array.isArray(content) || content.length === 0;
}

function orderProblem(messages: readonly SentMessage[]): string | null {
  const roles = messages.map(({ role }) => role).filter((role) => role !== 'system');
  if (roles[0] !== 'user') return 'Conversation roles must alternate user/assistant/user/...';
  const last = roles.at(-1);
  if (last !== 'user' && last !== 'tool')
    return 'Expected last role User or Tool, but got assistant';
  for (const [at, role] of roles.entries()) {
    const before = roles[at - 1];
    if (role === 'user' && before === 'user') return 'Conversation roles must alternate';
    if (role === 'user' && before === 'tool') return 'Unexpected role user after role tool';
    if (role === 'assistant' && before === 'assistant') return 'Conversation roles must alternate';
  }
  return messages.findLastIndex(({ role }) => role === 'system') > 0
    ? 'A system message is only allowed at the start'
    : null;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function pairingProblem(messages: readonly SentMessage[]): string | null {
  const open = new Set<string>();
  for (const { role, tool_calls: calls = [], tool_call_id: id } of messages) {
    if (role === 'tool') {
      if (id === undefined || !open.delete(id)) return 'A tool message answers no tool_call';
      continue;
    }
    if (open.size > 0) return 'tool_call_ids did not have response messages';
    for (const call of calls) {
      if (call.id === '' || open.has(call.id)) return 'tool_call ids must be unique';
      if (!isJsonObject(call.function.arguments)) return 'arguments must be a JSON object';
      if (!/^[\w-]{1,64}$/.test(call.function.name)) return 'string does not match pattern';
      open.add(call.id);
    }
  }
  return open.size > 0 ? 'tool_call_ids did not have response messages' : null;
}

/** Returns the objection of such a server, or null if it accepts these messages. */
export function complaintOf(
  strictness: Strictness,
  messages: readonly unknown[],
  tools: readonly unknown[] = [],
  model = '',
): string | null {
  const sent = messages as readonly SentMessage[];
  const offered = tools as readonly FamilyTool[];
  switch (strictness) {
    case 'alternating':
      return orderProblem(sent);
    case 'no_system':
      return sent.some(({ role }) => role === 'system')
        ? 'System role not supported'
        : orderProblem(sent);
    case 'no_empty':
      return sent.some(isEmpty) ? 'messages: text content blocks must be non-empty' : null;
    case 'paired_tools':
      return pairingProblem(sent);
    case 'deepseek':
      return deepSeekProblem(sent);
    case 'gemini':
      return signatureProblem(sent, model) ?? declarationProblem(offered);
    case 'mistral':
      return orderProblem(sent) ?? mistralProblem(sent);
    case 'unique_ids':
      return repeatedId(sent);
  }
}

/** Answers valid histories and refuses all others with 400. */
export function strictServer(...strictness: readonly Strictness[]): Behaviour {
  return strictlyAnswered({ kind: 'text', text: 'Taken.' }, ...strictness);
}

/** Gives this answer to valid requests and refuses all others with 400. */
export function strictlyAnswered(
  answer: Behaviour,
  ...strictness: readonly Strictness[]
): Behaviour {
  return {
    kind: 'choose',
    choose({ body }: AskedFor): Behaviour {
      for (const each of strictness) {
        const tools = Array.isArray(body?.['tools']) ? body['tools'] : [];
        const message = complaintOf(each, body?.messages ?? [], tools, body?.model);
        if (message !== null) return { kind: 'error', status: 400, message };
      }
      return answer;
    },
  };
}
