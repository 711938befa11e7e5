import type { Client } from '@modelcontextprotocol/client';
import type { ClientOptions } from '../client.ts';
import type { PersonPort } from '../person.ts';
import { askedBy } from './asked-by.ts';

/** The most messages of a request, and its longest text, in UTF-16 code units. */
const maxMessages = 100;
const longestRequest = 100_000;
/** The most tokens of an answer; a server that wants more gets this many. */
const maxAnswerTokens = 16_000;

function textIn(content: unknown): string {
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [content];
  return blocks
    .slice(0, maxMessages)
    .map((block) => {
      if (typeof block !== 'object' || block === null) return '';
      if ('text' in block && typeof block.text === 'string') return block.text;
      return 'type' in block ? `[${String(block.type).slice(0, 100)}]` : '';
    })
    .join('\n');
}

/** Lets a server ask a model. */
export function answerSampling(client: Client, options: ClientOptions, person: PersonPort): void {
  const { sdk, log } = options;
  client.setRequestHandler('sampling/createMessage', async ({ params }, { mcpReq }) => {
    if (params.tools !== undefined || params.toolChoice !== undefined) {
      log.note({ kind: 'request_declined', reason: 'sampling_tools' });
      throw new sdk.ProtocolError(sdk.INVALID_PARAMS, 'Tools are not supported');
    }
    const system = params.systemPrompt ?? '';
    const messages = params.messages
      .slice(0, maxMessages + 1)
      .map(({ role, content }) => ({ role, text: textIn(content) }));
    const length = messages.reduce((sum, { text }) => sum + text.length, system.length);
    if (messages.length === 0 || messages.length > maxMessages || length > longestRequest) {
      log.note({ kind: 'request_declined', reason: 'sampling_too_large' });
      throw new sdk.ProtocolError(sdk.INVALID_PARAMS, 'The request is empty or too large');
    }
    const maxTokens = Math.min(Math.max(1, Math.floor(params.maxTokens)), maxAnswerTokens);
    const request = { system, messages, maxTokens };
    const answer = await askedBy(options, mcpReq.signal, (by, signals) =>
      person.sample({ ...by, ...request }, signals),
    );
    if (answer.kind === 'refused') log.note({ kind: 'request_declined', reason: answer.reason });
    if (answer.kind !== 'answer') {
      // The specification's error code for a rejected request.
      throw new sdk.ProtocolError(-1, 'User rejected sampling request');
    }
    return {
      role: 'assistant',
      model: answer.model,
      content: { type: 'text', text: answer.text },
      stopReason: answer.isCut ? 'maxTokens' : 'endTurn',
    };
  });
}
