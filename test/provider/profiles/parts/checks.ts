import type { ChatRequestBody } from '../../behaviour.ts';
import type { Check, Complaint } from '../profile.ts';
import {
  callsOf,
  isBlank,
  isJsonObject,
  isObject,
  messagesOf,
  partsOf,
  toolsOf,
  type SentMessage,
} from './messages.ts';

/** Names that are written with spaces between them. */
export const names = (list: string): readonly string[] => list.split(' ');

/** The first complaint of several checks. */
export function all(...checks: readonly Check[]): Check {
  return (body, asked) => {
    for (const check of checks) {
      const complaint = check(body, asked);
      if (complaint !== null) return complaint;
    }
    return null;
  };
}

/** Says something about fields that a server does not know. */
type AboutFields = (unknown: readonly string[]) => Complaint;

/** Refuses fields of the body that are not known. */
export function bodyFields(known: readonly string[], say: AboutFields): Check {
  return (body) => {
    const unknown = Object.keys(body).filter((name) => !known.includes(name));
    return unknown.length === 0 ? null : say(unknown);
  };
}

/** The fields of a message that every server knows, by its role. */
export const plainFields: Readonly<Record<string, readonly string[]>> = {
  system: ['role', 'content'],
  user: ['role', 'content'],
  assistant: ['role', 'content', 'tool_calls'],
  tool: ['role', 'content', 'tool_call_id'],
};

/** The fields of a call that every server knows. */
export const plainCall: readonly string[] = ['id', 'type', 'function'];

/** Refuses roles and fields of messages that are not known. */
export function messageFields(
  known: Readonly<Record<string, readonly string[]>>,
  say: (at: number, role: string, field: string) => Complaint,
): Check {
  return (body) => {
    for (const [at, message] of messagesOf(body).entries()) {
      const own = known[message.role];
      const field =
        own === undefined ? 'role' : Object.keys(message).find((name) => !own.includes(name));
      if (field !== undefined) return say(at, message.role, field);
    }
    return null;
  };
}

/** Refuses fields of calls that are not known. */
export function callFields(
  known: readonly string[],
  say: (at: number, call: number, field: string) => Complaint,
): Check {
  return (body) => {
    for (const [at, message] of messagesOf(body).entries()) {
      for (const [number, call] of callsOf(message).entries()) {
        const field = Object.keys(call).find((name) => !known.includes(name));
        if (field !== undefined) return say(at, number, field);
      }
    }
    return null;
  };
}

/** Says what is wrong with the pairing of calls and results. */
export interface AboutPairs {
  /** Calls without a result. */
  readonly unanswered: (at: number, ids: readonly string[]) => Complaint;
  /** A result without a call. */
  readonly orphan: (at: number, id: string) => Complaint;
}

/** Wants every call to be followed by exactly one result, before anything else is said. */
export function pairs({ unanswered, orphan }: AboutPairs): Check {
  return (body) => {
    const open = new Set<string>();
    let callsAt = 0;
    for (const [at, message] of messagesOf(body).entries()) {
      if (message.role === 'tool') {
        const id = String(message.tool_call_id);
        if (!open.delete(id)) return orphan(at, id);
        continue;
      }
      if (open.size > 0) return unanswered(callsAt, [...open]);
      const ids = callsOf(message).map(({ id }) => String(id));
      if (new Set(ids).size < ids.length || ids.includes('')) return unanswered(at, ids);
      for (const id of ids) open.add(id);
      if (ids.length > 0) callsAt = at;
    }
    return open.size > 0 ? unanswered(callsAt, [...open]) : null;
  };
}

/** OpenAI's words about pairs, which many servers have taken over. */
export const openAiPairs: AboutPairs = {
  unanswered: (at, ids) => ({
    message: `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${ids.join(', ')}`,
    param: `messages.[${String(at)}].role`,
  }),
  orphan: (at) => ({
    message:
      "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    param: `messages.[${String(at)}].role`,
  }),
};

/** OpenAI's words about a message without content. */
export const openAiContent = (at: number): Complaint => ({
  message: `Invalid value for 'content': expected a string, got null.`,
  param: `messages.[${String(at)}].content`,
});

/** OpenAI's words about arguments that are no object. */
export const openAiArguments = (at: number): Complaint => ({
  message: `Invalid 'messages[${String(at)}].tool_calls[0].function.arguments': not a JSON object.`,
});

/** OpenAI's words about the name of a tool. */
export const openAiName = (place: string): Complaint => ({
  message: `Invalid '${place}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
  param: place,
  code: 'invalid_value',
});

/** Wants the arguments of each call to be the JSON of an object. */
export function soundArguments(say: (at: number) => Complaint): Check {
  return (body) => {
    const at = messagesOf(body).findIndex((message) =>
      callsOf(message).some((call) => !isJsonObject(call.function?.arguments)),
    );
    return at === -1 ? null : say(at);
  };
}

/** Wants names of tools and calls to match a pattern. */
export function toolNames(pattern: RegExp, say: (place: string, name: string) => Complaint): Check {
  return (body) => {
    for (const [at, tool] of toolsOf(body).entries()) {
      const name = String(tool.function?.name);
      if (!pattern.test(name)) return say(`tools[${String(at)}].function.name`, name);
    }
    for (const [at, message] of messagesOf(body).entries()) {
      for (const call of callsOf(message)) {
        const name = String(call.function?.name);
        if (!pattern.test(name)) return say(`messages[${String(at)}].tool_calls`, name);
      }
    }
    return null;
  };
}

/** Wants the parameters of each tool to be the schema of an object. */
export function toolSchemas(say: (at: number, name: string) => Complaint): Check {
  return (body) => {
    const at = toolsOf(body).findIndex(({ function: declared }) => {
      const parameters = declared?.parameters;
      const isSchema = isObject(parameters) && parameters['type'] === 'object';
      return !isSchema || !isObject(parameters['properties']);
    });
    return at === -1 ? null : say(at, String(toolsOf(body)[at]?.function?.name));
  };
}

/** Refuses parts of these types, such as pictures, in any message. */
export function noParts(types: readonly string[], say: (at: number) => Complaint): Check {
  return (body) => {
    const at = messagesOf(body).findIndex((message) =>
      partsOf(message).some((part) => types.includes(String(part['type']))),
    );
    return at === -1 ? null : say(at);
  };
}

/** Knows parts of these types only, and text or nothing in roles that take no parts. */
export function contents(
  types: readonly string[],
  say: (at: number, message: SentMessage) => Complaint,
): Check {
  return (body) => {
    for (const [at, message] of messagesOf(body).entries()) {
      const { content } = message;
      const mayBeNull = message.role === 'assistant' && callsOf(message).length > 0;
      const isSound = Array.isArray(content)
        ? partsOf(message).length === content.length &&
          partsOf(message).every((part) => types.includes(String(part['type'])))
        : typeof content === 'string' || (content === null && mayBeNull);
      if (!isSound) return say(at, message);
    }
    return null;
  };
}

/** Refuses messages that hold nothing but blank text. */
export function noBlank(say: (at: number, message: SentMessage) => Complaint): Check {
  return (body) => {
    const messages = messagesOf(body);
    const at = messages.findIndex(isBlank);
    const message = messages[at];
    return message === undefined ? null : say(at, message);
  };
}

/** Says something about the order of messages. */
type AboutOrder = (at: number) => Complaint;

/** Knows one system message, before all others. */
export function systemFirst(say: AboutOrder): Check {
  return (body) => {
    const at = messagesOf(body).findLastIndex(({ role }) => role === 'system');
    return at > 0 ? say(at) : null;
  };
}

/**
 * Wants the person and the model to take turns after the system messages. `results`: whether results
 * of tools stand beside the turns (`free`), or each of them is a turn of the person's side (`turn`).
 */
export function alternating(say: AboutOrder, results: 'free' | 'turn' = 'free'): Check {
  return (body) => {
    let before = 'assistant';
    for (const [at, { role, tool_calls: calls }] of messagesOf(body).entries()) {
      if (role === 'system') continue;
      if (results === 'free' && (role === 'tool' || calls !== undefined)) continue;
      const side = role === 'assistant' ? 'assistant' : 'user';
      if (side === before) return say(at);
      before = side;
    }
    return null;
  };
}

/** Wants the last message to be of one of these roles. */
export function lastOf(roles: readonly string[], say: (role: string) => Complaint): Check {
  return (body) => {
    const role = messagesOf(body).at(-1)?.role ?? '';
    return roles.includes(role) ? null : say(role);
  };
}

/** Refuses a field of the body, or a value of it. */
export function refuses(
  field: string,
  isRefused: (value: unknown, body: ChatRequestBody) => boolean,
  say: (value: unknown, body: ChatRequestBody) => Complaint,
): Check {
  return (body) => {
    const value = body[field];
    return value !== undefined && isRefused(value, body) ? say(value, body) : null;
  };
}
