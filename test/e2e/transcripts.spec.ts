import { expect } from '@playwright/test';
import type { Message, Part } from '../../src/shared/model/conversation.ts';
import { framings } from '../provider/framing.ts';
import { loadTranscripts } from '../provider/transcripts.ts';
import { answered, ask, controls, savedConversations } from './parley.ts';
import { test } from './shared-app.ts';
import { names, startsWith } from './names.ts';

function joined(message: Message, kind: 'text' | 'reasoning'): string {
  return message.parts.map((part: Part) => (part.kind === kind ? part.text : '')).join('');
}

/** The words a reader sees, without marks of Markdown and math. */
function words(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]{4,}/gu) ?? [];
}

test('recorded streams of real servers are shown and saved as their chunks say', async ({
  provider,
  parley,
}) => {
  const { page, app, userData } = parley;
  const ui = controls(page);
  const hostile = Object.values(framings);
  for (const [index, { name, chunks, expected }] of loadTranscripts().entries()) {
    await test.step(name, async () => {
      const framing = hostile[(index * 5 + 3) % hostile.length];
      provider.script({ kind: 'chunks', chunks, ...(framing === undefined ? {} : { framing }) });
      await ui.newConversation.click();
      await ask(page, name);
      const answer = await answered(
        page,
        expected.finishReason === 'length' ? 'truncated' : 'complete',
      );

      const saved = (): Message | undefined =>
        savedConversations(userData)
          .filter(({ title }) => title === name)
          .flatMap(({ messages }) => Object.values(messages))
          .find((message) => message.role === 'assistant' && message.status !== 'streaming');
      await expect.poll(saved).toBeDefined();
      const message = saved();
      if (message === undefined) throw new Error('nothing was saved');
      expect(joined(message, 'text')).toBe(expected.text);
      expect(joined(message, 'reasoning')).toBe(expected.reasoning);
      expect(message.finishReason).toBe(expected.finishReason);
      expect(message.usage?.totalTokens).toBe(expected.usage?.total_tokens);

      if (expected.text !== '') {
        await answer.getByRole('button', { name: names.copy, exact: true }).click();
        await expect
          .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
          .toBe(expected.text);
        const shown = await answer.innerText();
        const missing = words(expected.text.replaceAll(/\\\w+/g, ' ')).filter(
          (word) => !shown.includes(word),
        );
        expect(missing).toEqual([]);
      }
      if (expected.usage !== null) {
        const total = expected.usage.total_tokens;
        await expect(answer).toContainText(new RegExp(`${total}|${total.toLocaleString('en')}`));
      }
      if (expected.reasoning !== '') {
        await answer.getByRole('button', { name: startsWith(names.thought) }).click();
        const [first = ''] = words(expected.reasoning);
        await expect(answer).toContainText(first);
      }
    });
  }
});
