import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMessages } from '../../../src/main/turns/question.ts';
import {
  toChatMessages,
  type ChatMessage,
} from '../../../src/main/wire/chat-completions/messages.ts';
import { toolsInWords } from '../../../src/main/wire/history.ts';
import { knownNeeds } from '../../../src/main/wire/needs.ts';
import type { Message } from '../../../src/shared/model/conversation.ts';
import { complaintOf, type Strictness } from '../../provider/strict.ts';
import { attachments } from '../turns/given-back-samples.ts';
import { answerers, secretOf, toolPath, type Answerer } from './tool-histories.ts';

/** Extra requirements of each server. All servers require the rules in `everywhere`. */
const strictness: Readonly<Record<string, readonly Strictness[]>> = {
  deepseek: ['deepseek'],
  google: ['gemini'],
  mistral: ['mistral'],
  router: ['unique_ids'],
};
const everywhere: readonly Strictness[] = ['paired_tools', 'alternating', 'no_empty', 'unique_ids'];

function sentTo(
  { provider, baseUrl, model }: Answerer,
  path: readonly Message[],
  continueAnswer: boolean,
): readonly ChatMessage[] {
  const built = buildMessages(path, 'Be brief.', { attachments, continueAnswer });
  return toChatMessages(built, { provider, model, needs: knownNeeds(baseUrl, model) }, true);
}

describe.each(answerers)('a history with tools, sent to $model', (to) => {
  it('is accepted, whatever became of its calls', () => {
    fc.assert(
      fc.property(toolPath, fc.boolean(), (path, continueAnswer) => {
        const sent = sentTo(to, path, continueAnswer);
        for (const each of [...everywhere, ...(strictness[to.provider] ?? [])]) {
          expect(complaintOf(each, sent, [], to.model)).toBeNull();
        }
      }),
      { numRuns: 1000 },
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
  const [, deepseek, gemini, flash, , router] = answerers;
  const ownCalls = (path: readonly Message[], to: Answerer): number =>
    path
      .flatMap(({ parts }) => parts)
      .filter(
        (part) =>
          part.kind === 'tool_call' &&
          part.opaque?.provider === to.provider &&
          part.opaque.model === to.model,
      ).length;

  it('brings each server its own fields back unchanged', () => {
    let signatures = 0;
    fc.assert(
      fc.property(toolPath, (path) => {
        for (const to of [gemini, flash]) {
          if (to === undefined) continue;
          const sent = JSON.stringify(sentTo(to, path, false));
          const back = sent.split(`${secretOf(to.provider)} by ${to.model}`).length - 1;
          expect(back).toBe(ownCalls(path, to));
          signatures += back;
        }
        for (const to of [deepseek, router]) {
          if (to === undefined) continue;
          const sent = JSON.stringify(sentTo(to, path, false));
          const isThere = path.some(({ parts }) =>
            parts.some(
              (part, at) =>
                part.kind === 'reasoning' &&
                part.opaque?.provider === to.provider &&
                parts[at + 1]?.kind === 'tool_call',
            ),
          );
          if (isThere) expect(sent).toContain(secretOf(to.provider));
        }
      }),
      { numRuns: 500 },
    );
    expect(signatures).toBeGreaterThan(0);
  });

  it('in words is one as well', () => {
    fc.assert(
      fc.property(toolPath, (path) => {
        const inWords = toChatMessages(toolsInWords(buildMessages(path, '', { attachments })));
        for (const each of everywhere) expect(complaintOf(each, inWords)).toBeNull();
        expect(JSON.stringify(inWords)).not.toContain('"tool_calls"');
      }),
    );
  });
});
