import { describe, expect, test } from 'vitest';
import { fileWith, openProfile, zipWith } from '../../search/profile.ts';

const conversation = (uuid: string, name: string, text = 'Hi') => ({
  uuid,
  name,
  chat_messages: [{ uuid: '1', sender: 'human', text }],
});

describe('cancel and failure', () => {
  const many = Array.from({ length: 200 }, (_, at) => conversation(`c${at}`, `Conversation ${at}`));

  test('a cancel stops soon; what came in stays whole; the rest comes with the next try', async () => {
    const profile = await openProfile();
    const path = await zipWith({ 'conversations.json': many });
    const abort = new AbortController();
    const running = profile.bringIn(path, { signal: abort.signal });
    while (profile.conversations.heads().length < 5) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    abort.abort();
    const { end, report } = await running;
    expect(end.kind).toBe('cancelled');
    expect(report.added).toBeLessThan(200);
    expect((await profile.kept()).size).toBe(report.added);
    const rest = await profile.bringIn(path);
    expect(rest.report).toMatchObject({ alreadyThere: report.added, added: 200 - report.added });
  });

  test('cancelled before it begins, a missing file, a folder', async () => {
    const profile = await openProfile();
    const signal = AbortSignal.abort();
    const path = fileWith('a.json', many);
    expect((await profile.bringIn(path, { signal })).end.kind).toBe('cancelled');
    expect(profile.conversations.heads()).toEqual([]);
    await expect(profile.bringIn('/nowhere/at/all.json')).rejects.toThrow(/no longer there/);
    await expect(profile.bringIn(profile.root)).rejects.toThrow(/folder/);
  });
});
