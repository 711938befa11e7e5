import { seededRandom } from '../../src/main/wire/demo/pace.ts';
import type { Behaviour } from '../provider/behaviour.ts';
import { startProvider, type Provider } from '../provider/provider.ts';

/** A server whose answers vary in pace, length, pauses and end, at random from `seed`. */
export async function startMoodyProvider(seed: number): Promise<Provider> {
  const random = seededRandom(seed);
  const provider = await startProvider();
  let answers = 0;
  provider.onRequest((): Behaviour | undefined => {
    answers += 1;
    const answer = answers;
    const length = Math.ceil(random() * 400);
    const text = Array.from({ length }, (_, index) => `a${answer}w${index}`).join(' ');
    const tokensPerSecond = 10 + random() * 390;
    // Silence mid-answer: the text before it has to be safe although nothing follows.
    const pauses =
      random() < 0.4
        ? [{ afterToken: Math.ceil(random() * length), ms: 500 + random() * 2500 }]
        : [];
    const finishReason = random() < 0.15 ? 'length' : random() < 0.1 ? null : 'stop';
    return { kind: 'text', text, tokensPerSecond, pauses, finishReason };
  });
  return provider;
}
