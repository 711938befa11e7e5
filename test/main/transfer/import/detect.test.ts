import { describe, expect, test } from 'vitest';
import { broughtIn, fileWith, openProfile } from '../../search/profile.ts';

describe('what is no export', () => {
  test.each([
    ['JSON of something else', 'package.json', { name: 'x', version: '1.0.0' }],
    ['an empty list', 'conversations.json', []],
    ['a text', 'readme.md', '# Readme\n\nNobody speaks here.'],
    ['bytes', 'conversations.json', Buffer.from([0xff, 0xd8, 0xff, 0x00])],
    ['nothing', 'conversations.json', ''],
  ])('%s', async (_what, name, content) => {
    const profile = await openProfile();
    await expect(profile.bringIn(fileWith(name, content))).rejects.toThrow(
      /No conversations were found/,
    );
    expect(profile.conversations.heads()).toEqual([]);
  });

  test('the content counts, not the name', async () => {
    const { kept } = await broughtIn(
      fileWith('holiday.jpg', [
        { uuid: 'c', name: 'Hidden', chat_messages: [{ uuid: '1', sender: 'human', text: 'Hi' }] },
      ]),
    );
    expect([...kept.keys()]).toEqual(['Hidden']);
  });
});
