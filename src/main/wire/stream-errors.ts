import { asArray, asObject, asText, type Json } from './json.ts';

/** Finish reasons that actually report a failure: OpenRouter, GLM, DeepSeek, SGLang. */
const failedReason =
  /^(?:(?:[a-z]+_)*error|failed|failure|abort(?:ed)?|insufficient_system_resource)$/i;

/** Fields in which servers put an error message when they send it instead of an answer. */
const sentences = [
  'detail',
  'message',
  'msg',
  'error_msg',
  'errmsg',
  'error_message',
  'errorMessage',
  'errors',
];

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return asObject(value) !== null && Object.keys(value as Json).length > 0;
}

/** MiniMax sends a status code next to the answer; 0 means no error. */
function baseResponse(body: Json): Json | null {
  const base = asObject(body['base_resp']);
  const status = base?.['status_code'];
  if (base === null || typeof status !== 'number' || status === 0) return null;
  return { code: status, message: asText(base['status_msg']) };
}

/** Copies the error message to the field where later code looks for it. */
function named(body: Json): Json {
  if (isFilled(body['message']) || isFilled(body['detail'])) return body;
  const name = sentences.find((each) => isFilled(body[each]));
  const code = body['code'] ?? body['error_code'] ?? body['errcode'];
  return name === undefined ? body : { ...body, code, message: body[name] };
}

/**
 * The failure that a JSON body reports instead of an answer: `{ error }`, vLLM's
 * `{ object: "error" }`, Anthropic's `{ type: "error" }`, FastAPI's `{ detail }`,
 * `{ message, code }`, `{ code, msg }`, `{ error_code, error_msg }`, `{ errors: [...] }`. null if
 * it reports none.
 */
export function reportIn(body: Json): unknown {
  const { error } = body;
  if (isFilled(error)) return error;
  if (body['object'] === 'error' || body['type'] === 'error') return named(body);
  const base = baseResponse(body);
  if (base !== null) return base;
  // Next to an answer or a count, these fields are no errors.
  if (asArray(body['choices']).length > 0 || asObject(body['usage']) !== null) return null;
  if (error === true) return named(body);
  return sentences.some((name) => isFilled(body[name])) ? named(body) : null;
}

/** Like {@link reportIn} for a chunk, whose choice or finish reason may report a failure too. */
export function readReport(chunk: Json, choice: Json, finishReason: string): unknown {
  const message = asObject(choice['delta']) ?? asObject(choice['message']) ?? {};
  const inner = [choice['error'], message['error']].find(isFilled);
  const whole = reportIn(chunk);
  if (whole !== null) return whole;
  if (inner !== undefined) return inner;
  if (!failedReason.test(finishReason)) return null;
  return finishReason === 'error' ? {} : { message: finishReason };
}
