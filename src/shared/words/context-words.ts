import { sentences } from '../language/formats.ts';
import { t } from '../language/translate.ts';
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
      return t('context.cut_off.ollama', { variable: `OLLAMA_CONTEXT_LENGTH=${length}`, length });
    case '1234':
      return t('context.cut_off.lm_studio', { length });
    case '8080':
      return t('context.cut_off.llama_server', { option: `--ctx-size ${length}` });
    default:
      return t('context.cut_off.other', { length });
  }
}

/** Says that a server has cut the beginning of a request, and how to mend it. */
export function cutWords({ estimatedTokens, countedTokens }: CutPrompt, baseUrl: string): string {
  return sentences(
    t('context.cut_off', { read: countedTokens, sent: estimatedTokens }),
    nextStep(baseUrl, estimatedTokens),
  );
}

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
export function meterWords({
  tokens,
  windowTokens,
}: Pick<ContextMeter, 'tokens' | 'windowTokens'>): string {
  return windowTokens === null
    ? t('context.meter.no_window', { tokens })
    : t('context.meter', { tokens, window: windowTokens });
}

/** The name of a part of a request. */
export function partName(kind: ContextPartKind): string {
  return t(`context.part.${kind}`);
}
