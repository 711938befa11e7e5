/** A message as received by one of these servers. */
export interface FamilyMessage {
  readonly role: string;
  readonly content?: unknown;
  readonly reasoning_content?: unknown;
  readonly reasoning_details?: unknown;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
    readonly extra_content?: { readonly google?: { readonly thought_signature?: unknown } };
  }[];
  readonly tool_call_id?: string;
}

/** A tool as received by one of these servers. */
export interface FamilyTool {
  readonly function: { readonly name: string; readonly parameters?: unknown };
}

/**
 * DeepSeek's thinking mode: if a turn calls tools, each of its messages must contain
 * `reasoning_content`, also in all later requests. An empty one counts.
 * https://api-docs.deepseek.com/guides/thinking_mode (read 2026-11-29), and for messages without
 * calls openclaw/openclaw#73417 and NousResearch/hermes-agent#15228.
 */
export function deepSeekProblem(messages: readonly FamilyMessage[]): string | null {
  const isAboutTools = messages.some(({ tool_calls: calls = [] }) => calls.length > 0);
  const lacks = messages.some(
    (message) => message.role === 'assistant' && typeof message.reasoning_content !== 'string',
  );
  return isAboutTools && lacks
    ? 'The `reasoning_content` in the thinking mode must be passed back to the API.'
    : null;
}

/** Google's placeholder for the signature of calls that Gemini did not make. */
const noSignature = 'skip_thought_signature_validator';

/**
 * Gemini 3: the first call of each message must have a signature of the same model (here it ends
 * with `by` and the model's name) or the placeholder.
 * https://ai.google.dev/gemini-api/docs/thought-signatures (read 2026-11-29); messages as in
 * Gitlawb/openclaude#67 and decolua/9router#4136. The real server checks only the current turn.
 */
export function signatureProblem(messages: readonly FamilyMessage[], model: string): string | null {
  for (const { tool_calls: calls = [] } of messages) {
    for (const [at, call] of calls.entries()) {
      const signature = call.extra_content?.google?.thought_signature;
      if (signature === undefined && at > 0) continue;
      if (typeof signature !== 'string') {
        return `Function call is missing a thought_signature in functionCall parts. Additional data, function call \`default_api:${call.function.name}\` , position ${String(at + 1)}.`;
      }
      if (signature !== noSignature && !signature.endsWith(`by ${model}`)) {
        return 'Corrupted thought signature.';
      }
    }
  }
  return null;
}

/** The fields of Gemini's `Schema`: https://ai.google.dev/api/caching#Schema (read 2026-11-29). */
const schemaFields = new Set(
  'type format title description nullable enum maxItems minItems properties required minProperties maxProperties minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum'.split(
    ' ',
  ),
);

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function schemaProblem(schema: unknown, at: string): string | null {
  if (!isSchema(schema)) return `Invalid value at '${at}'`;
  const unknown = Object.keys(schema).find((name) => !schemaFields.has(name));
  if (unknown !== undefined) {
    return `Invalid JSON payload received. Unknown name "${unknown}" at '${at}': Cannot find field.`;
  }
  if (Array.isArray(schema['type'])) {
    return `Invalid JSON payload received. Unknown name "type" at '${at}': Proto field is not repeating, cannot start list.`;
  }
  const { type, anyOf, items, properties, required, format } = schema;
  const values = schema['enum'];
  if (Array.isArray(anyOf)) {
    if (Object.keys(schema).length > 1) {
      return `* ${at}.any_of: when using any_of, it must be the only field set`;
    }
    for (const [index, each] of anyOf.entries()) {
      const problem = schemaProblem(each, `${at}.any_of[${String(index)}]`);
      if (problem !== null) return problem;
    }
    return null;
  }
  if (values !== undefined && (type !== 'string' || !Array.isArray(values))) {
    return `* ${at}.enum: only allowed for STRING type`;
  }
  if (type === 'string' && format !== undefined && format !== 'enum' && format !== 'date-time') {
    return `* ${at}.format: only 'enum' and 'date-time' are supported for STRING type`;
  }
  if (type === 'array') {
    return items === undefined
      ? `* ${at}.items: missing field.`
      : schemaProblem(items, `${at}.items`);
  }
  if (!isSchema(properties)) return null;
  const names = Object.keys(properties);
  if (names.length === 0) return `* ${at}.properties: should be non-empty for OBJECT type`;
  const missing = Array.isArray(required) && required.some((name) => !names.includes(String(name)));
  if (missing) return `* ${at}.required: property is not defined`;
  for (const [index, name] of names.entries()) {
    const problem = schemaProblem(properties[name], `${at}.properties[${String(index)}].value`);
    if (problem !== null) return problem;
  }
  return null;
}

/**
 * Gemini: schemas may only have the fields of its `Schema`. Messages as in
 * zed-extensions/mcp-server-brave-search#12, cline/cline#7339 and Kilo-Org/kilocode#5333.
 */
export function declarationProblem(tools: readonly FamilyTool[]): string | null {
  for (const [index, { function: declared }] of tools.entries()) {
    const at = `tools[0].function_declarations[${String(index)}]`;
    if (!/^[a-z_][\w.:-]{0,63}$/i.test(declared.name)) {
      return `* GenerateContentRequest.${at}.name: Invalid function name. Must start with a letter or an underscore.`;
    }
    if (declared.parameters === undefined) continue;
    const problem = schemaProblem(declared.parameters, `${at}.parameters`);
    if (problem !== null) return problem;
  }
  return null;
}

const mistralFields = new Set(['role', 'content', 'tool_calls', 'prefix', 'tool_call_id', 'name']);
const mistralCallFields = new Set(['id', 'type', 'function', 'index']);

/**
 * Mistral: ids have nine letters and digits (anomalyco/opencode#1680, nearai/ironclaw#1241), an
 * assistant message separates a result from the person's next message
 * (avante-corp/avante.nvim#2562), and unknown fields are refused (charmbracelet/crush#1590).
 */
export function mistralProblem(messages: readonly FamilyMessage[]): string | null {
  let before = '';
  for (const [index, message] of messages.entries()) {
    const { role, tool_calls: calls = [] } = message;
    const foreign = Object.keys(message).find((name) => !mistralFields.has(name));
    const inCall = calls
      .flatMap((call) => Object.keys(call))
      .find((name) => !mistralCallFields.has(name));
    const extra = foreign ?? inCall;
    if (extra !== undefined) {
      return `body.messages.${String(index)}.${role}.${extra}: Extra inputs are not permitted`;
    }
    if (role === 'user' && before === 'tool') return "Unexpected role 'user' after role 'tool'";
    for (const id of [
      ...calls.map((call) => call.id),
      ...(message.tool_call_id === undefined ? [] : [message.tool_call_id]),
    ]) {
      if (!/^[a-z0-9]{9}$/i.test(id)) {
        return `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`;
      }
    }
    before = role;
  }
  return null;
}

/**
 * Anthropic: the ids of all calls in a request are unique. letta-ai/letta#3273 and the message of
 * its API.
 */
export function repeatedId(messages: readonly FamilyMessage[]): string | null {
  const ids = messages.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id));
  return new Set(ids).size === ids.length ? null : '`tool_use` ids must be unique';
}
