import type { ChatRequestBody, HttpBehaviour } from './behaviour.ts';

/** The answer of /v1/models in OpenAI's format, or bare as some small servers send it. */
export function modelList(
  ids: readonly string[],
  shape: 'openai' | 'ollama' | 'bare-array' = 'openai',
): HttpBehaviour {
  const models = ids.map((id) => {
    switch (shape) {
      case 'openai':
        return { id, object: 'model', created: 1_700_000_000, owned_by: 'scripted' };
      case 'ollama':
        return { id, object: 'model', created: 1_700_000_000, owned_by: 'library' };
      case 'bare-array':
        return { id };
    }
  });
  const empty = shape === 'ollama' && models.length === 0;
  // Ollama without a model answers null where a list is expected.
  const wrapped = { object: 'list', data: empty ? null : models };
  const body = JSON.stringify(shape === 'bare-array' ? models : wrapped);
  return { kind: 'http', status: 200, contentType: 'application/json', body };
}

/** A vector for each input of a request for embeddings: its length and its place. */
export function embeddings(body: ChatRequestBody | null): HttpBehaviour {
  const inputs: readonly unknown[] = Array.isArray(body?.input) ? body.input : [body?.input];
  const data = inputs.map((input, index) => ({
    object: 'embedding',
    index,
    embedding: [String(input).length, index],
  }));
  const usage = { prompt_tokens: inputs.length, total_tokens: inputs.length };
  const made = { object: 'list', data, model: body?.model, usage };
  return {
    kind: 'http',
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(made),
  };
}
