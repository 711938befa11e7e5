import { embed } from '../../wire/embeddings.ts';
import type { AnswerOptions } from '../answer.ts';

/** Embeddings as a provider made them, and the name of the model. */
export interface Embeddings {
  readonly model: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Passes a request for embeddings on to the provider of its model. Throws ExpectedErrors and
 * ApiFailures.
 */
export async function forwardEmbeddings(
  { core, names, idleTimeoutMs }: AnswerOptions,
  body: Readonly<Record<string, unknown>> & { readonly model: string },
  signal: AbortSignal,
): Promise<Embeddings> {
  const chosen = await names.resolve(body.model);
  const connection = await core.registry.connect(chosen.providerId);
  const asked = { ...body, model: chosen.model };
  const answer = await embed(connection, asked, signal, idleTimeoutMs());
  return { model: names.nameOf(chosen), body: { ...answer, model: body.model } };
}
