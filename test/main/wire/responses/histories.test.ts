import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMessages } from '../../../../src/main/turns/question.ts';
import { fieldsFor } from '../../../../src/main/wire/answers/opaque.ts';
import { foldSystem, toolsInWords } from '../../../../src/main/wire/history.ts';
import { knownNeeds } from '../../../../src/main/wire/needs.ts';
import { toInput } from '../../../../src/main/wire/responses/input.ts';
import type { QuestionMessage } from '../../../../src/main/wire/protocol.ts';
import type { Message } from '../../../../src/shared/model/conversation.ts';
import { responsesComplaint } from '../../../provider/responses/strict.ts';
import { attachments } from '../../turns/given-back-samples.ts';
import { answerers, secretOf, toolPath, type Answerer } from '../tool-histories.ts';

function requestFor(messages: readonly QuestionMessage[], { provider, baseUrl, model }: Answerer) {
  const needs = knownNeeds(baseUrl, model);
  const { instructions, input } = toInput(messages, { provider, model, needs });
  return {
    model,
    store: false,
    input: [...input],
    ...(instructions === null ? {} : { instructions }),
  };
}

const sentTo = (to: Answerer, path: readonly Message[], continueAnswer: boolean) =>
  requestFor(buildMessages(path, 'Be brief.', { attachments, continueAnswer }), to);

describe.each(answerers)('a history with tools, sent to $model as an input', (to) => {
  it('is accepted, whatever became of its calls', () => {
    fc.assert(
      fc.property(toolPath, fc.boolean(), (path, continueAnswer) => {
        expect(responsesComplaint(sentTo(to, path, continueAnswer))).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('holds nothing that belongs to another provider, and every call as the model made it', () => {
    fc.assert(
      fc.property(toolPath, (path) => {
        const sent = JSON.stringify(sentTo(to, path, false));
        for (const { provider } of answerers) {
          if (provider !== to.provider) expect(sent).not.toContain(secretOf(provider));
        }
        expect(sent).not.toContain('edited');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a history with tools', () => {
  const to = answerers.find(({ provider }) => provider === 'sealing');
  if (to === undefined) throw new Error('No answerer seals its reasoning.');

  it('brings back the reasoning that led to a text or a call, and no other', () => {
    let sealed = 0;
    fc.assert(
      fc.property(toolPath, (path) => {
        const messages = buildMessages(path, '', { attachments });
        const own = messages.flatMap((message) =>
          message.role === 'assistant'
            ? [message.thought?.opaque, ...message.calls.map(({ opaque }) => opaque)].flatMap(
                (opaque) => fieldsFor(opaque, to).reasoning_items ?? [],
              )
            : [],
        );
        const { input } = requestFor(messages, to);
        const back = input.filter((item) => item.type === 'reasoning');
        expect(back.length).toBeLessThanOrEqual(own.length);
        for (const item of back) expect(own.map((each) => each.item)).toContainEqual(item);
        sealed += back.length;
      }),
      { numRuns: 500 },
    );
    expect(sealed).toBeGreaterThan(0);
  });

  it('in words, or without a system prompt, is one as well', () => {
    fc.assert(
      fc.property(toolPath, (path) => {
        const messages = buildMessages(path, 'Be brief.', { attachments });
        const inWords = requestFor(toolsInWords(messages), to);
        expect(responsesComplaint(inWords)).toBeNull();
        expect(JSON.stringify(inWords)).not.toContain('function_call');
        const folded = requestFor(foldSystem(messages), to);
        expect(responsesComplaint(folded)).toBeNull();
        expect(folded).not.toHaveProperty('instructions');
      }),
      { numRuns: 300 },
    );
  });
});
