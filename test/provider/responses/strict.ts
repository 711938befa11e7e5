import type { AskedFor, Behaviour } from '../behaviour.ts';
import type { Json } from './events.ts';

/**
 * What the Responses API takes: https://developers.openai.com/api/reference/resources/responses/methods/create
 * (read 2026-11-29, with the types of its SDK 7.57.0). Messages as the API words them, from
 * vercel/ai#7543, openai/openai-agents-python#1611 and newo-ether/Agora#141.
 */
const bodyFields = new Set(
  'model input instructions stream store include reasoning text tools tool_choice parallel_tool_calls max_output_tokens temperature top_p metadata service_tier truncation user safety_identifier prompt_cache_key'.split(
    ' ',
  ),
);

const itemFields: Readonly<Record<string, readonly string[]>> = {
  message: ['type', 'role', 'content', 'phase'],
  function_call: ['type', 'call_id', 'name', 'arguments'],
  function_call_output: ['type', 'call_id', 'output'],
  reasoning: ['type', 'id', 'summary', 'content', 'encrypted_content'],
};

const partFields: Readonly<Record<string, readonly string[]>> = {
  input_text: ['type', 'text'],
  input_image: ['type', 'image_url', 'detail'],
  input_file: ['type', 'file_data', 'filename', 'file_url'],
  output_text: ['type', 'text', 'annotations'],
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unknownField(value: Json, known: Iterable<string>, at: string): string | null {
  const fields = new Set(known);
  const extra = Object.keys(value).find((name) => !fields.has(name));
  return extra === undefined ? null : `Unknown parameter: '${at}.${extra}'.`;
}

function partProblem(part: unknown, role: unknown, at: string): string | null {
  if (!isObject(part)) return `Invalid type for '${at}': expected an object.`;
  const fields = partFields[String(part['type'])];
  const isOfRole = (part['type'] === 'output_text') === (role === 'assistant');
  if (fields === undefined || !isOfRole) {
    return `Invalid value: '${String(part['type'])}'. Supported values are: ${role === 'assistant' ? "'output_text' and 'refusal'" : "'input_text', 'input_image' and 'input_file'"}.`;
  }
  return unknownField(part, fields, at);
}

function messageProblem({ role, content }: Json, at: string): string | null {
  if (!['user', 'assistant', 'system', 'developer'].includes(String(role))) {
    return `Invalid value: '${String(role)}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.`;
  }
  if (typeof content === 'string') {
    return content.trim() === '' ? `Invalid '${at}.content': must be non-empty.` : null;
  }
  if (!Array.isArray(content)) return `Missing required parameter: '${at}.content'.`;
  for (const [index, part] of content.entries()) {
    const problem = partProblem(part, role, `${at}.content[${String(index)}]`);
    if (problem !== null) return problem;
  }
  return null;
}

function isJsonObject(text: unknown): boolean {
  try {
    return isObject(JSON.parse(String(text)));
  } catch {
    return false;
  }
}

function callProblem({ call_id: id, name, arguments: given }: Json, at: string): string | null {
  if (typeof id !== 'string' || id === '') return `Missing required parameter: '${at}.call_id'.`;
  if (!/^[\w-]{1,64}$/.test(String(name))) {
    return `Invalid '${at}.name': string does not match pattern.`;
  }
  return isJsonObject(given) ? null : `Invalid '${at}.arguments': not a JSON object.`;
}

/** Reasoning of this model, sealed by it, and followed by the item that it led to. */
function reasoningProblem(item: Json, next: unknown, model: string, at: string): string | null {
  const { id, summary, encrypted_content: sealed } = item;
  const name = String(id);
  if (!Array.isArray(summary)) return `Missing required parameter: '${at}.summary'.`;
  if (typeof sealed !== 'string') {
    return `Item with id '${name}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`;
  }
  if (!sealed.endsWith(`by ${model}`)) {
    return `The encrypted content for item ${name} could not be verified.`;
  }
  const follower = isObject(next) ? next : {};
  const isItsOwn =
    follower['type'] === 'function_call' ||
    follower['type'] === 'reasoning' ||
    (follower['type'] === 'message' && follower['role'] === 'assistant');
  return isItsOwn
    ? null
    : `Item '${name}' of type 'reasoning' was provided without its required following item.`;
}

function itemProblem(item: unknown, next: unknown, model: string, at: string): string | null {
  if (!isObject(item)) return `Invalid type for '${at}': expected an object.`;
  const type = typeof item['type'] === 'string' ? item['type'] : 'message';
  const fields = itemFields[type];
  if (fields === undefined) return `Invalid value: '${type}'.`;
  const extra = unknownField(item, fields, at);
  if (extra !== null) return extra;
  switch (type) {
    case 'message':
      return messageProblem(item, at);
    case 'function_call':
      return callProblem(item, at);
    case 'reasoning':
      return reasoningProblem(item, next, model, at);
    default:
      return typeof item['output'] === 'string' && item['output'] !== ''
        ? null
        : `Missing required parameter: '${at}.output'.`;
  }
}

/** Every call has one output, and every output belongs to an earlier call. */
function pairingProblem(input: readonly Json[]): string | null {
  const open = new Set<unknown>();
  const seen = new Set<unknown>();
  for (const { type, call_id: id } of input) {
    if (type === 'function_call') {
      if (seen.has(id)) return `Duplicate call_id ${String(id)}.`;
      seen.add(id);
      open.add(id);
    } else if (type === 'function_call_output') {
      if (!open.delete(id)) {
        return `No tool call found for function call output with call_id ${String(id)}.`;
      }
    } else if (open.size > 0 && type === 'message') {
      return `No tool output found for function call ${String([...open][0])}.`;
    }
  }
  return open.size > 0 ? `No tool output found for function call ${String([...open][0])}.` : null;
}

function toolProblem(tool: unknown, at: string): string | null {
  if (!isObject(tool)) return `Invalid type for '${at}'.`;
  if (tool['type'] !== 'function') return null;
  const extra = unknownField(tool, ['type', 'name', 'description', 'parameters', 'strict'], at);
  if (extra !== null) return extra;
  if (!/^[\w-]{1,64}$/.test(String(tool['name']))) return `Invalid '${at}.name'.`;
  const { parameters } = tool;
  const isSchema = isObject(parameters) && parameters['type'] === 'object';
  return isSchema ? null : `Invalid schema for function '${String(tool['name'])}'.`;
}

/** Returns the objection of a stateless Responses API to a request; null if it takes it. */
export function responsesComplaint(body: Json): string | null {
  const { model, input, store, instructions, tools = [] } = body;
  const extra = Object.keys(body).find((name) => !bodyFields.has(name));
  if (extra !== undefined) return `Unknown parameter: '${extra}'.`;
  if (store !== false) return 'This server stores nothing: `store` must be false.';
  if (instructions !== undefined && typeof instructions !== 'string') {
    return "Invalid type for 'instructions': expected a string.";
  }
  if (!Array.isArray(input) || input.length === 0) return "Missing required parameter: 'input'.";
  for (const [index, item] of input.entries()) {
    const at = `input[${String(index)}]`;
    const problem = itemProblem(item, input[index + 1], String(model), at);
    if (problem !== null) return problem;
  }
  if (!Array.isArray(tools)) return "Invalid type for 'tools': expected an array.";
  for (const [index, tool] of tools.entries()) {
    const problem = toolProblem(tool, `tools[${String(index)}]`);
    if (problem !== null) return problem;
  }
  return pairingProblem(input);
}

/** Answers valid requests to the Responses API and refuses all others with 400. */
export function strictResponses(answer: Behaviour): Behaviour {
  return {
    kind: 'choose',
    choose({ body }: AskedFor): Behaviour {
      const message = responsesComplaint(body ?? {});
      return message === null ? answer : { kind: 'error', status: 400, message };
    },
  };
}
