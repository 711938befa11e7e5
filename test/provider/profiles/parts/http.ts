import type { HttpBehaviour } from '../../behaviour.ts';
import type { Complaint } from '../profile.ts';

/** A response with a JSON body. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpBehaviour {
  return {
    kind: 'http',
    status,
    headers,
    contentType: 'application/json',
    body: JSON.stringify(body),
  };
}

/** OpenAI's form of an error: `{ error: { message, type, param, code } }`. */
export function openAiError(
  { message, status = 400, code, param, headers }: Complaint,
  type = status === 429 ? 'requests' : 'invalid_request_error',
): HttpBehaviour {
  const error = { message, type, param: param ?? null, code: code ?? null };
  return json(status, { error }, headers);
}

/** A list of models in OpenAI's form, each with these further fields. */
export function listOf(
  ids: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): HttpBehaviour {
  const data = ids.map((id) => ({ id, object: 'model', created: 1_760_000_000, ...more }));
  return json(200, { object: 'list', data });
}
