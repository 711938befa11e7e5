import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { onTestFinished, describe, expect, it } from 'vitest';
import { firstFactors, tokensFor } from '../../../src/main/context/factors.ts';
import { countQuestion, messageTokens } from '../../../src/main/context/question-counts.ts';
import { createWeigher, type FactorsPort } from '../../../src/main/context/weigher.ts';
import { noTools } from '../../../src/main/turns/calls/tool-runner.ts';
import type { QuestionMessage } from '../../../src/main/wire/protocol.ts';
import type { TokenFactors } from '../../../src/shared/model/context/token-factors.ts';
import { setUpWithProvider } from '../turns/provider-rig.ts';

const english = `The harbour was quiet in the early morning, and the boats moved only a little. Nobody
had expected the letter, which arrived three weeks late and had been opened twice on its way. `;
const chinese =
  '春天来了，公园里的花都开了。昨天我和朋友一起去看了一场电影，讲的是一个年轻人离开家乡到大城市工作的故事。' +
  '他每天早上六点起床，坐一个小时的地铁去公司。请帮我写一封邮件，告诉客户我们的产品将在下个月发布。';
const code = `export function fitted(factors: Factors, counts: Counts): Factors {
  const squares = counts.latin ** 2 + counts.code ** 2;
  if (squares === 0) return { ...factors };
  return mapValues(factors, (each, key) => each + counts[key] / squares);
}
`;
const mixture = `${english}\n${chinese}\n\`\`\`ts\n${code}\`\`\`\n`;
const texts = { english, chinese, code, mixture };

/** Keeps factors in memory. */
function memory(): FactorsPort & { readonly kept: Map<string, TokenFactors> } {
  const kept = new Map<string, TokenFactors>();
  return {
    kept,
    factors: (providerId, model) => kept.get(`${providerId}/${model}`) ?? null,
    rememberFactors: (providerId, model, factors) => {
      kept.set(`${providerId}/${model}`, factors);
    },
  };
}

const question = (text: string) => ({
  model: 'm',
  idleTimeoutMs: 1000,
  messages: [{ role: 'user', contents: [{ kind: 'text', text }] }] as readonly QuestionMessage[],
});
const usage = (promptTokens: number) => ({ promptTokens, completionTokens: 0, totalTokens: 0 });
const chosen = { providerId: 'p', model: 'm' };

/** The turn service with a server that counts with a real tokenizer. */
async function setUp(share = 1) {
  const port = memory();
  const weigh = createWeigher(port);
  const seen: { readonly estimate: number; readonly counted: number }[] = [];
  const rig = await setUpWithProvider({}, (of, asked, told) => {
    const { counts, messages } = countQuestion(asked);
    const factors = port.factors(of.providerId, of.model) ?? firstFactors;
    const estimate = tokensFor(counts, factors) + messages * messageTokens;
    seen.push({ estimate, counted: told.promptTokens });
    return Promise.resolve(weigh(of, asked, told));
  });
  const ask = (text: string) => {
    rig.provider.next({
      kind: 'text',
      text: text.slice(0, 300),
      countPrompt: (sent) =>
        Math.round((encode(sent.join('\n')).length + sent.length * 4 + 3) * share),
    });
    return rig.ask(text);
  };
  onTestFinished(() => expect(rig.reported).toEqual([]));
  return { ask, seen, port };
}

describe('the estimate of a request', () => {
  it.each(Object.entries(texts))(
    'is within 5 % of what the server counts after three turns, in %s',
    async (_name, text) => {
      const { ask, seen } = await setUp();
      for (const at of [1, 2, 3, 4]) {
        const { details } = await ask(text.repeat(at));
        expect(details?.cut).toBeUndefined();
      }
      const { estimate, counted } = seen[3] ?? { estimate: 0, counted: 1 };
      expect(Math.abs(estimate / counted - 1)).toBeLessThan(0.05);
    },
  );

  it('is within 5 % after turns in three kinds of text, for the next of each', async () => {
    const { ask, seen } = await setUp();
    for (const text of [english.repeat(3), chinese.repeat(3), code.repeat(3)]) await ask(text);
    for (const text of [code, english, chinese]) await ask(text);
    for (const { estimate, counted } of seen.slice(3)) {
      expect(Math.abs(estimate / counted - 1)).toBeLessThan(0.05);
    }
  });

  it('keeps what it learned by provider and model', async () => {
    const { ask, port } = await setUp();
    await ask(english.repeat(2));
    expect([...port.kept.keys()]).toEqual(['p/scripted-1']);
  });
});

it('estimates a long text that begins in another script by all of it', () => {
  const long = chinese.repeat(500) + english.repeat(2000);
  const { counts } = countQuestion(question(long));
  const whole = [chinese.repeat(500), english.repeat(2000)]
    .flatMap((text) => text.match(/[^]{1,30000}/g) ?? [])
    .map((text) => tokensFor(countQuestion(question(text)).counts, firstFactors));
  const estimate = tokensFor(counts, firstFactors);
  expect(Math.abs(estimate / whole.reduce((a, b) => a + b) - 1)).toBeLessThan(0.1);
});

describe('a request of which a server leaves out the beginning', () => {
  it.each(Object.entries(texts))(
    'is noticed in the first turn at 35 %% of the estimate, and not from 50 %% on, in %s',
    (_name, text) => {
      const long = question(text.repeat(20));
      const { counts } = countQuestion(long);
      const estimate = tokensFor(counts, firstFactors) + messageTokens;
      const port = memory();
      const weigh = createWeigher(port);
      const counted = Math.floor(estimate * 0.35);
      expect(weigh(chosen, long, usage(counted))).toEqual({
        estimatedTokens: Math.round(estimate),
        countedTokens: counted,
      });
      expect(port.kept.size).toBe(0);
      expect(weigh(chosen, long, usage(Math.ceil(estimate * 0.5)))).toBeNull();
    },
  );

  it.each(Object.entries(texts))(
    'is noticed at every share up to 35 %%, and at none from 50 %% on, after what was learned, too, in %s',
    (_name, text) => {
      const short = question(text.repeat(4));
      const long = question(text.repeat(20));
      const estimateOf = (of: typeof long, factors: TokenFactors) =>
        tokensFor(countQuestion(of).counts, factors) + messageTokens;
      // How the model's own tokenizer differs from the first factors.
      for (const ratio of [0.7, 1, 1.5]) {
        const port = memory();
        const weigh = createWeigher(port);
        const honest = (of: typeof long) => usage(Math.round(estimateOf(of, firstFactors) * ratio));
        for (let turn = 0; turn < 3; turn += 1) {
          expect(weigh(chosen, short, honest(short))).toBeNull();
        }
        const learned = port.kept.get('p/m') ?? firstFactors;
        const estimate = estimateOf(long, learned);
        for (const share of [0.02, 0.1, 0.2, 0.3, 0.35, 0.5, 0.6, 0.75, 1, 1.5]) {
          const noted = createWeigher({ ...port, factors: () => learned })(
            chosen,
            long,
            usage(share < 0.5 ? Math.floor(estimate * share) : Math.ceil(estimate * share)),
          );
          expect({ ratio, share, isNoted: noted !== null }).toEqual({
            ratio,
            share,
            isNoted: share < 0.5,
          });
        }
      }
    },
  );

  it('is noted with the answer, in the same turn', async () => {
    const { ask } = await setUp(0.3);
    const { details } = await ask(chinese.repeat(12));
    expect(details?.cut?.countedTokens).toBeLessThan((details?.cut?.estimatedTokens ?? 0) * 0.42);
  });

  it('is no matter of short requests, nor of servers that count nothing or the cache apart', () => {
    const weigh = createWeigher(memory());
    const long = question(english.repeat(30));
    expect(weigh(chosen, question('Hello'), usage(1))).toBeNull();
    expect(weigh(chosen, long, usage(0))).toBeNull();
    expect(weigh(chosen, long, { ...usage(20), cachedTokens: 1200 })).toBeNull();
  });

  it('is not blamed on a server whose own instructions were in the counts of short requests', () => {
    const port = memory();
    const weigh = createWeigher(port);
    const tokens = (text: string) => {
      const { counts, messages } = countQuestion(question(text));
      return tokensFor(counts, firstFactors) + messages * messageTokens;
    };
    const own = 1000;
    for (const repeated of [20, 14, 10, 8, 6]) {
      const text = english.repeat(repeated);
      expect(weigh(chosen, question(text), usage(Math.round(tokens(text) + own)))).toBeNull();
    }
    expect(port.factors('p', 'm')?.latin).toBeGreaterThan(firstFactors.latin * 3);
    const long = english.repeat(200);
    const counted = Math.round(tokens(long) + own);
    expect(weigh(chosen, question(long), usage(counted))).toBeNull();
    // The long request corrects the factors.
    expect(port.factors('p', 'm')?.latin).toBeLessThan(firstFactors.latin * 1.3);
    expect(weigh(chosen, question(long), usage(Math.round(counted * 0.35)))).not.toBeNull();
  });

  it('is not seen in reasoning that the server drops, which teaches nothing either', () => {
    const port = memory();
    const asked = question(english.repeat(20));
    const thought = { text: english.repeat(100), opaque: { provider: 'p', model: 'm', data: '' } };
    const { counts, messages } = countQuestion(asked);
    const counted = Math.round(tokensFor(counts, firstFactors) * 1.1 + messages * messageTokens);
    const after = {
      ...asked,
      messages: [
        ...asked.messages,
        { role: 'assistant' as const, text: 'Yes.', calls: [], thought },
      ],
    };
    expect(createWeigher(port)(chosen, after, usage(counted))).toBeNull();
    expect(port.kept.size).toBe(0);
  });

  it('is not seen in tools that the model refused', async () => {
    const weigh = createWeigher(memory());
    const large = { name: 'read', description: english.repeat(100), inputSchema: {} };
    const rig = await setUpWithProvider(
      {},
      (chosen, question, usage) => Promise.resolve(weigh(chosen, question, usage)),
      () => Promise.resolve({ ...noTools, definitions: () => [large] }),
    );
    rig.provider.script({
      kind: 'choose',
      choose: ({ body }) =>
        body?.['tools'] === undefined
          ? { kind: 'text', text: 'Yes.', countPrompt: (sent) => encode(sent.join('\n')).length }
          : { kind: 'error', status: 400, message: 'This model does not support tools.' },
    });
    const { status, details } = await rig.ask(english.repeat(30));
    expect({ status, cut: details?.cut }).toEqual({ status: 'complete', cut: undefined });
  });
});
