import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileWith, kindsOf, lookUp, openProfile, pathOf } from '../../search/profile.ts';
import { rawZip, type RawEntry } from '../raw-zip.ts';
import { saidItems } from '../said-items.ts';

const conversation = (uuid: string, name: string, text = 'Hi') => ({
  uuid,
  name,
  chat_messages: [{ uuid: '1', sender: 'human', text }],
});

const good: RawEntry = {
  name: 'conversations.json',
  content: Buffer.from(JSON.stringify([conversation('c', 'Good')])),
};

describe('archives that are refused before anything is unpacked', () => {
  const zeros = Buffer.alloc(64 * 1024 ** 2);
  test.each<readonly [string, readonly RawEntry[], RegExp]>([
    ['a way up', [good, { name: '../evil.json', content: good.content }], /unsafe.*\.\./],
    [
      'a way up in the middle',
      [good, { name: 'a/../../evil.json', content: good.content }],
      /unsafe/,
    ],
    [
      'an absolute name',
      [good, { name: '/etc/passwd', content: good.content }],
      /unsafe.*absolute/,
    ],
    [
      'a drive',
      [good, { name: 'C:/Windows/evil.json', content: good.content }],
      /unsafe.*absolute/,
    ],
    [
      'a way up with backslashes',
      [good, { name: '..\\evil.json', content: good.content }],
      /unsafe/,
    ],
    [
      'a name with a null',
      [good, { name: 'a\0b.json', content: good.content }],
      /file name in it is not valid/,
    ],
    [
      'a symbolic link',
      [good, { name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }],
      /contains a link/,
    ],
    ['a password', [{ ...good, flags: 0x801 }], /password/],
    [
      'a bomb by ratio',
      [good, { name: 'bomb.json', content: zeros }],
      /would unpack to more than 250 times/,
    ],
    [
      'entries that share bytes',
      [good, { ...good, name: 'b.json', sameDataAs: 0 }],
      /share the same bytes/,
    ],
    ['a file that is too big', [{ ...good, claimedSize: 0xfffffffe }], /unpack|too big/],
  ])('%s', async (_what, entries, reason) => {
    const profile = await openProfile();
    await expect(profile.bringIn(fileWith('x.zip', rawZip(entries)))).rejects.toThrow(reason);
    expect(profile.conversations.heads()).toEqual([]);
    expect(fs.existsSync(join(profile.root, 'attachments'))).toBe(false);
  });

  test('absurd counts and sizes', async () => {
    const profile = await openProfile();
    const many = rawZip([good, { ...good, name: 'b.json' }, { ...good, name: 'c.json' }]);
    const path = fileWith('x.zip', many);
    await expect(profile.bringIn(path, { limits: { entries: 2 } })).rejects.toThrow(/3 files/);
    await expect(profile.bringIn(path, { limits: { archiveSize: 200 } })).rejects.toThrow(
      /too much/,
    );
    const lying = fileWith('y.zip', rawZip([good], 60_000));
    await expect(profile.bringIn(lying)).rejects.toThrow(/broken or unsafe/);
    await expect(
      profile.bringIn(fileWith('cut.zip', many.subarray(0, many.byteLength - 40))),
    ).rejects.toThrow(/broken or unsafe/);
  });
});

describe('archives that lie in an entry', () => {
  test('one that is longer than it says costs only itself', async () => {
    const profile = await openProfile();
    const content = Buffer.from(
      JSON.stringify([conversation('long', 'Long', 'x'.repeat(100_000))]),
    );
    const path = fileWith('x.zip', rawZip([good, { name: 'z.json', content, claimedSize: 1000 }]));
    const { report } = await profile.bringIn(path);
    expect(kindsOf(report.items)).toEqual(['added', 'skipped']);
    expect(saidItems(report)[1]).toMatchObject({
      name: 'z.json',
      reason: expect.stringMatching(/longer than the archive says/) as string,
    });
    expect([...(await profile.kept()).keys()]).toEqual(['Good']);
  });

  test('broken packing of an image costs the image', async () => {
    const profile = await openProfile();
    const entry = {
      name: 'files/pic.png',
      content: Buffer.from('not deflated at all'),
      method: 0 as const,
    };
    const zip = rawZip([
      {
        name: 'conversations.json',
        content: Buffer.from(
          JSON.stringify([
            {
              ...conversation('c', 'Picture'),
              chat_messages: [
                { uuid: '1', sender: 'human', text: 'See', files: [{ file_name: 'pic.png' }] },
              ],
            },
          ]),
        ),
      },
      entry,
    ]);
    // Claims to be deflated, in both headers.
    for (
      let at = zip.indexOf('files/pic.png');
      at !== -1;
      at = zip.indexOf('files/pic.png', at + 1)
    ) {
      const isCentral = zip.toString('latin1', at - 46, at - 42) === 'PK\u0001\u0002';
      zip.writeUInt16LE(8, isCentral ? at - 36 : at - 22);
    }
    const { report } = await profile.bringIn(fileWith('x.zip', zip));
    expect(report).toMatchObject({ added: 1, attachments: 0 });
    expect(pathOf(lookUp(await profile.kept(), 'Picture'))).toEqual([
      'user: [pic.png: not part of the export] See',
    ]);
    expect(fs.readdirSync(join(profile.root, 'attachments'))).toEqual([]);
  });
});
