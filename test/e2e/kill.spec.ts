import { expect, test } from '@playwright/test';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import { startProvider } from '../provider/provider.ts';
import { launchParley } from './launch.ts';
import { ask, controls, savedConversations, seedSettings } from './parley.ts';

/** A longer run kills more often. */
const kills = Number(process.env['PARLEY_KILLS'] ?? 10);

/** A small seeded generator (mulberry32), so that a failing run can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(`${kills} times SIGKILL in mid-stream: interrupted, at most a second missing, nothing else changed`, async () => {
  test.setTimeout(900_000);
  const next = random(20_261_123);
  const provider = await startProvider();
  const text = Array.from({ length: 20_000 }, (_, index) => `w${index}`).join(' ');
  provider.script({ kind: 'text', text, tokensPerSecond: 300 });
  let parley = await launchParley({ prepare: (userData) => seedSettings(userData, provider) });
  const kept = new Map<string, string>();
  let maxMissingMs = 0;
  for (let run = 0; run < kills; run += 1) {
    await ask(parley.page, `question ${run}`);
    const request = await provider.waitForRequest(run + 1);
    await provider.until(() => request.tokens.length > 3);
    await new Promise((resolve) => setTimeout(resolve, next() * 1500));
    const killedAt = Date.now();
    await parley.kill();
    parley = await parley.relaunch();
    const ui = controls(parley.page);
    await ui.conversations
      .getByRole('button', { name: new RegExp(`^question ${run}\\b`) })
      .first()
      .click();
    await expect(ui.answers.last()).toHaveAttribute('data-status', 'interrupted');

    const conversations = savedConversations(parley.userData);
    expect(conversations).toHaveLength(run + 1);
    const current = conversations.find(({ title }) => title === `question ${run}`);
    const messages = Object.values(current?.messages ?? {});
    const question = messages.find((message) => message.role === 'user');
    const answer = messages.find((message) => message.role === 'assistant');
    expect(question && textOf(question)).toBe(`question ${run}`);
    const saved = answer === undefined ? '' : textOf(answer);
    expect(text.startsWith(saved)).toBe(true);
    let sent = 0;
    const missing = request.tokens.find((token) => {
      sent += token.text.length;
      return sent > saved.length;
    });
    if (missing !== undefined) maxMissingMs = Math.max(maxMissingMs, killedAt - missing.at);
    for (const conversation of conversations) {
      const now = JSON.stringify(conversation);
      const before = kept.get(conversation.id);
      if (before !== undefined) expect(now).toBe(before);
      kept.set(conversation.id, now);
    }
    await ui.newConversation.click();
  }
  console.log(`the oldest character lost in ${kills} kills was ${maxMissingMs.toFixed(0)} ms old`);
  expect(maxMissingMs).toBeLessThanOrEqual(1000);
  await parley.close();
  await provider.close();
});
