import { expect, it } from 'vitest';
import { createCheckpoints } from '../../../../src/main/context/compaction/checkpoints.ts';
import type { Conversation } from '../../../../src/shared/model/conversation.ts';
import { setUpWithProvider } from '../../turns/provider-rig.ts';

it('undoes the last 50 changes of checkpoints, and none before', async () => {
  const t = await setUpWithProvider();
  t.provider.script({ kind: 'text', text: 'Yes' });
  const { id: messageId } = await t.ask('First');
  const checkpoints = createCheckpoints(t.conversations);
  const textOf = async (): Promise<unknown> => {
    const { messages }: Conversation = await t.turns.look(t.id);
    const checkpoint = messages[messageId]?.checkpoint;
    return checkpoint?.kind === 'summary' ? checkpoint.text : checkpoint?.kind;
  };
  for (let n = 1; n <= 52; n += 1) {
    await checkpoints.set(t.id, messageId, () => ({ kind: 'summary', text: String(n) }));
  }
  for (let n = 1; n <= 50; n += 1) await checkpoints.undo(t.id, messageId);
  expect(await textOf()).toBe('2');
  await expect(checkpoints.undo(t.id, messageId)).rejects.toMatchObject({
    error: { code: 'nothing_to_undo' },
  });
});
