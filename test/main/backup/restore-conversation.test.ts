import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joined } from '../../../src/main/backup/restore-conversation.ts';
import { answer, conversationOf, idOf, question } from '../store/samples.ts';
import { newRoot } from '../store/support.ts';
import { programOn } from './rig.ts';

const asked = question(10, null, 'Why?');
const answered = answer(11, asked.id, 'Because.', 'complete');

describe('joined', () => {
  it('adds the messages that are missing and keeps those that are there', () => {
    const changed = question(10, null, 'Why, now?');
    const result = joined(
      conversationOf(1, 'T', [changed]),
      conversationOf(1, 'T', [asked, answered]),
    );
    expect(result.messages).toEqual({ [asked.id]: changed, [answered.id]: answered });
  });

  it('returns the same object when the backup brings nothing', () => {
    const before = conversationOf(1, 'T', [asked, answered]);
    expect(joined(before, conversationOf(1, 'T', [asked]))).toBe(before);
  });

  it('shows the path of the backup only where none is on show', () => {
    const empty = { ...conversationOf(1, 'T', []), leafId: null };
    const found = { ...conversationOf(1, 'T', [asked, answered]), leafId: answered.id };
    expect(joined(empty, found).leafId).toBe(answered.id);
    const shown = { ...conversationOf(1, 'T', [asked]), leafId: idOf(10) };
    expect(joined(shown, found).leafId).toBe(idOf(10));
  });
});

it('messages that were queued when the backup was made wait for the person', async () => {
  const queue = [{ id: idOf(20), text: 'Next', attachments: [] }];
  const program = await programOn(newRoot());
  const { id } = await program.conversations.create((empty) => ({ ...empty, queue }));
  const path = join(newRoot(), 'backup.zip');
  await program.backUp(path);
  const other = await programOn(newRoot());
  await other.restore(path, 'merge');
  expect((await other.conversations.get(id)).queue).toEqual([{ ...queue[0], waits: true }]);
});
