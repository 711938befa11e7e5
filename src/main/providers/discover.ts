import * as z from 'zod';
import type { DiscoveredServer } from '../../shared/contract/index.ts';
import { readText } from './read-text.ts';

/** A server that may run on this machine, with its default port. */
export interface LocalServer {
  readonly name: string;
  readonly port: number;
}

export const localServers: readonly LocalServer[] = [
  { name: 'Ollama', port: 11434 },
  { name: 'LM Studio', port: 1234 },
  { name: 'llama.cpp', port: 8080 },
  { name: 'vLLM', port: 8000 },
  { name: 'Jan', port: 1337 },
];

export interface DiscoverOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly servers?: readonly LocalServer[];
  /** How long one server may take to answer (ms). */
  readonly timeoutMs?: number;
}

/**
 * Ollama without models sends `data: null`. Strict enough to distinguish a model server from a web
 * app.
 */
const modelListSchema = z.object({
  object: z.literal('list').optional(),
  data: z.array(z.object({ id: z.string().min(1).max(500) })).nullable(),
});

async function ask(
  server: LocalServer,
  options: DiscoverOptions,
): Promise<DiscoveredServer | null> {
  const baseUrl = `http://localhost:${server.port}/v1`;
  let answer: unknown;
  try {
    const response = await options.fetch(`${baseUrl}/models`, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs ?? 800),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return null;
    }
    const text = await readText(response);
    if (text === null) return null;
    answer = JSON.parse(text);
  } catch {
    // Nothing listens there, or it does not speak this protocol. That is a result, not a failure.
    return null;
  }
  const list = modelListSchema.safeParse(answer);
  if (!list.success) return null;
  const models = (list.data.data ?? []).map(({ id }) => ({ id }));
  return { name: server.name, baseUrl, models };
}

/**
 * Looks for model servers on this machine, all at the same time. Returns those that answer
 * `/v1/models` with a list of models, in the order of {@link localServers}. Only contacts loopback;
 * never throws.
 */
export async function discoverServers(
  options: DiscoverOptions,
): Promise<readonly DiscoveredServer[]> {
  const { servers = localServers } = options;
  const answers = await Promise.all(servers.map((server) => ask(server, options)));
  return answers.filter((answer) => answer !== null);
}
