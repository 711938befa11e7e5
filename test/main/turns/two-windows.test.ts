import { describe, expect, it } from 'vitest';
import type { Client } from '../../../src/shared/contract/client.ts';
import { scriptedTools } from './scripted-tools.ts';
import { setUp, stop } from './turn-rig.ts';

describe('two windows on one conversation', () => {
  it('are told the same text, each at its own pace, and one that leaves holds nobody up', async () => {
    const t = await setUp(scriptedTools(), [{ say: 'One ' }, { say: 'two.' }, stop]);
    const heard = new Map<number, string[]>();
    const client = (id: number): Client => ({
      id,
      send(name, payload) {
        heard.set(id, [...(heard.get(id) ?? []), `${name} ${JSON.stringify(payload)}`]);
      },
    });
    const [left, right] = [client(11), client(12)];
    await t.turns.send(t.id, 'Go');
    const opened = await Promise.all([t.turns.open(t.id, left), t.turns.open(t.id, right)]);
    t.turns.detach(right);
    await t.turns.whenIdle(t.id);
    expect(opened[0].conversation.id).toBe(t.id);
    expect(heard.get(11)?.some((line) => line.startsWith('settled'))).toBe(true);
    expect(heard.get(12)?.some((line) => line.startsWith('settled')) ?? false).toBe(false);
    expect(await t.answer()).toMatchObject({ status: 'complete' });
  });
});
