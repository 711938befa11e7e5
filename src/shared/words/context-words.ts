import {
  nearlyFull,
  type ContextMeter,
  type ContextPartKind,
  type CutPrompt,
} from '../model/context/meter.ts';

/** Tokens that are left free for the answer when a longer context is proposed. */
const answerTokens = 2048;

/** The smallest usual context length that a request and its answer fit into. */
function lengthFor(tokens: number): number {
  let length = 4096;
  while (length < tokens + answerTokens) length *= 2;
  return length;
}

function portOf(baseUrl: string): string {
  return /^\w+:\/\/[^/]*:(\d+)(?:\/|$)/u.exec(baseUrl)?.[1] ?? '';
}

/** Tells how to give a model more context at the server that usually listens at this address. */
function nextStep(baseUrl: string, tokens: number): string {
  const length = String(lengthFor(tokens));
  switch (portOf(baseUrl)) {
    case '11434':
      return `Start Ollama with OLLAMA_CONTEXT_LENGTH=${length}, or set num_ctx to ${length} in the Modelfile, and ask again.`;
    case '1234':
      return `Load the model in LM Studio with a context length of ${length}, and ask again.`;
    case '8080':
      return `Start llama-server with --ctx-size ${length}, and ask again.`;
    default:
      return `Set the context length to ${length} at the server and ask again, or start a new conversation.`;
  }
}

/** Says that a server has cut the beginning of a request, and how to mend it. */
export function cutWords({ estimatedTokens, countedTokens }: CutPrompt, baseUrl: string): string {
  const [read, sent] = [countedTokens.toLocaleString(), estimatedTokens.toLocaleString()];
  return `The server read ${read} of about ${sent} tokens. The beginning of the conversation, with its instructions, was probably cut off. ${nextStep(baseUrl, estimatedTokens)}`;
}

const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** True if the next request leaves little of the context window. */
export function isNearlyFull({
  tokens,
  windowTokens,
}: Pick<ContextMeter, 'tokens' | 'windowTokens'>): boolean {
  return windowTokens !== null && tokens >= windowTokens * nearlyFull;
}

/** True if the person should see that room can be made. */
export function canMakeRoom(meter: ContextMeter): boolean {
  return isNearlyFull(meter) && (meter.compact !== null || meter.drop !== null);
}

/** Says in a few words how much of the context the next request takes. */
export function meterWords({ tokens, windowTokens }: ContextMeter): string {
  return windowTokens === null
    ? `About ${compact.format(tokens)} tokens`
    : `${compact.format(tokens)} of ${compact.format(windowTokens)} tokens`;
}

/** The names of the parts of a request. */
export const partNames: Readonly<Record<ContextPartKind, string>> = {
  system: 'Instructions',
  tools: 'Tools',
  documents: 'Attachments',
  summary: 'Summary',
  history: 'Conversation',
  message: 'This message',
};
