import type { ChatRequestBody } from './behaviour.ts';
import type { RequestKind } from './recording.ts';

/** The paths of the API: under its version, or under a deployment as at Azure. */
const usualBase = /^\/(?:v1|openai\/deployments\/[^/]+)(?=\/)/;

/** The endpoint that a path names, such as `/models`; null outside of the API. */
export function endpointOf(path: string, basePath?: string): string | null {
  if (basePath !== undefined) {
    return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : null;
  }
  return usualBase.test(path) ? path.replace(usualBase, '') : null;
}

/** The kind of a request to an endpoint. */
export function kindOf(
  method: string,
  endpoint: string | null,
  body: ChatRequestBody | null,
): RequestKind {
  if (method === 'GET' && endpoint === '/models') return 'models';
  if (method === 'POST' && endpoint === '/embeddings') return 'embeddings';
  if (method === 'POST' && (endpoint === '/chat/completions' || endpoint === '/responses')) {
    return body?.stream === true ? 'stream' : 'completion';
  }
  return 'other';
}
