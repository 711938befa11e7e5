import { serverWire } from '../server/server-wire.ts';

/**
 * Creates the protocol for OpenAI's Responses API, without any of its state. Its wire is loaded on
 * the first question, since most people never need it.
 */
export const responses = serverWire(async (options) => {
  const { responsesRequest } = await import('./request.ts');
  return responsesRequest(options);
});
