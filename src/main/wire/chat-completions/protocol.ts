import { serverWire } from '../server/server-wire.ts';
import { chatRequest } from './request.ts';

/**
 * Creates the protocol for OpenAI's Chat Completions, which most servers speak in one dialect or
 * another.
 */
export const chatCompletions = serverWire(chatRequest);
