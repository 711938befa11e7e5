import type { CutPrompt } from '../../shared/model/context/meter.ts';
import type { TokenFactors } from '../../shared/model/context/token-factors.ts';
import type { WeighRequest } from '../turns/weigh-request.ts';
import type { Question, QuestionMessage } from '../wire/protocol.ts';
import { firstFactors, fitted, tokensFor } from './factors.ts';
import { countQuestion, messageTokens } from './question-counts.ts';

/** Keeps the factors of models. */
export interface FactorsPort {
  /** Null if nothing is learned of a model. */
  factors(providerId: string, model: string): TokenFactors | null;
  rememberFactors(providerId: string, model: string, factors: TokenFactors): void;
}

/** A request, its recipient, and the usage that the server reported. */
type Weighed =
  Parameters<WeighRequest> extends readonly [infer C, infer Q, infer U, unknown]
    ? readonly [chosen: C, question: Q, usage: U]
    : never;

/** A server that counts less than this share of the estimate has cut the request. */
const cutShare = 0.42;
/** No server cuts requests that are shorter than this, in tokens. */
const minCut = 500;
/** A count outside of these shares of the estimate is no matter of the tokenizer. */
const learned = { from: 0.5, to: 2.5 };
/**
 * No estimate is trusted beyond this many times the first one. A server's own instructions and pages
 * found by its own tools are in its counts of short requests, and so in the factors.
 */
const maxRaised = 1.8;
/** Smaller changes are not kept. */
const noticeable = 0.005;

function isSame(a: TokenFactors, b: TokenFactors): boolean {
  const isNear = (x: number, y: number): boolean => Math.abs(x - y) <= noticeable;
  return (
    isNear(a.latin, b.latin) &&
    isNear(a.letters, b.letters) &&
    isNear(a.characters, b.characters) &&
    isNear(a.code, b.code) &&
    isNear(a.tools, b.tools)
  );
}

const hasThought = (message: QuestionMessage): boolean =>
  message.role === 'assistant' && message.thought !== undefined;

/** The request without reasoning of earlier answers: many servers drop it before they count. */
function withoutThoughts(question: Question): Question {
  const messages = question.messages.map((message): QuestionMessage => {
    if (message.role !== 'assistant') return message;
    const { thought: _thought, ...rest } = message;
    return rest;
  });
  return { ...question, messages };
}

/**
 * Creates the function that compares each request with what the server counted of it. It learns how
 * the model splits text, and notices when the server has left out the beginning.
 */
export function createWeigher(port: FactorsPort): (...sent: Weighed) => CutPrompt | null {
  return ({ providerId, model }, question, usage) => {
    const { counts, messages, unread } = countQuestion(withoutThoughts(question));
    const before = port.factors(providerId, model) ?? firstFactors;
    const added = messages * messageTokens;
    const estimate = tokensFor(counts, before) + added;
    const first = tokensFor(counts, firstFactors) + added;
    const trusted = Math.min(estimate, first * maxRaised);
    const { promptTokens, cachedTokens = 0 } = usage;
    // Some servers count the cached part apart.
    const counted = cachedTokens > promptTokens ? promptTokens + cachedTokens : promptTokens;
    if (counted === 0) return null;
    if (trusted >= minCut && counted < trusted * cutShare) {
      return { estimatedTokens: Math.round(trusted), countedTokens: counted };
    }
    const isPlausible = counted >= trusted * learned.from && counted <= estimate * learned.to;
    const isKnown = unread === 0 && !question.messages.some(hasThought);
    if (!isKnown || !isPlausible) return null;
    const next = fitted(before, counts, counted - added);
    if (!isSame(before, next)) port.rememberFactors(providerId, model, next);
    return null;
  };
}
