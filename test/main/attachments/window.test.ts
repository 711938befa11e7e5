import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { attachmentIn } from '../../../src/main/attachments/attachment-path.ts';
import { attachmentResponse } from '../../../src/main/attachments/response.ts';
import { commands } from '../../../src/shared/contract/index.ts';
import { uploadPiece } from '../../../src/shared/model/attachments.ts';
import { png } from './samples.ts';
import { rig } from './rig.ts';

describe('the window', () => {
  test('says which attachment, and main what it is', async () => {
    const t = rig();
    const image = await t.add('cat.png', png(6, 4));
    const named = { attachment: image.attachment, name: '../dog.pdf' };
    expect(await t.attachments.describe(named)).toEqual({ ...image, name: 'dog.pdf' });
    const gone = { attachment: 'a'.repeat(64), name: 'x.png' };
    await expect(t.attachments.describe(gone)).rejects.toThrow(/no longer there/);
  });

  test('can give up only what nothing has used', async () => {
    const t = rig();
    const large = await t.add('large.png', png(9, 9));
    const small = await t.add('small.png', png(5, 5), large.attachment);
    expect(t.kept()).toEqual([small.attachment]);
    await t.attachments.describe(small);
    await t.add('x.png', png(2, 2), small.attachment);
    expect(t.kept()).toContain(small.attachment);
    const drafted = await t.add('y.png', png(3, 3));
    t.attachments.settle([drafted]);
    await t.add('z.png', png(4, 4), drafted.attachment);
    expect(t.kept()).toContain(drafted.attachment);
    // Added by an import, meanwhile or earlier.
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield png(7, 7);
    }
    const { sha256 } = await t.store.put(bytes(), null);
    await t.add('again.png', png(7, 7));
    await t.add('other.png', png(8, 8), sha256);
    expect(t.kept()).toContain(sha256);
  });

  test.each([
    ['attachment.upload', { upload: randomUUID(), bytes: new Uint8Array(uploadPiece + 1) }],
    ['attachment.upload', { upload: '../x', bytes: new Uint8Array(1) }],
    ['attachment.upload', { upload: randomUUID(), bytes: [1, 2] }],
    ['attachment.add', { conversationId: null, from: { kind: 'dropped', file: '/etc/passwd' } }],
    ['attachment.add', { conversationId: null, from: { kind: 'path', path: '/etc/passwd' } }],
    [
      'attachment.add',
      { conversationId: null, from: { kind: 'upload', upload: randomUUID(), name: 1 } },
    ],
    ['attachment.save', { attachment: '../../secrets.json', name: 'x' }],
    ['attachment.save', { attachment: 'A'.repeat(64), name: 'x' }],
    ['attachment.choose', { conversationId: '../x' }],
    ['app.copyImage', { png: 'data:image/png;base64,AQID' }],
    ['image.loadRemote', { url: 'x'.repeat(10_001) }],
    [
      'chat.send',
      { conversationId: randomUUID(), text: '', attachments: [{ attachment: 'x', name: '' }] },
    ],
    [
      'chat.edit',
      { conversationId: randomUUID(), messageId: randomUUID(), text: '', attachments: ['../x'] },
    ],
    [
      'draft.set',
      { conversationId: null, text: '', attachments: [{ kind: 'file', attachment: 'x' }] },
    ],
  ] as const)('%s is checked: %o', (name, payload) => {
    expect(commands[name].input.safeParse(payload).success).toBe(false);
  });

  test.each([
    '/attachments/../secrets.json',
    '/attachments/..%2fsecrets.json',
    `/attachments/${'a'.repeat(63)}`,
    `/attachments/${'A'.repeat(64)}`,
    `/attachments/${'a'.repeat(64)}/x`,
    `//attachments/${'a'.repeat(64)}`,
  ])('finds no attachment at %s', (path) => {
    expect(attachmentIn(path)).toBeNull();
  });

  test('gets pictures as what they are, and everything else as a download that can do nothing', async () => {
    const t = rig();
    const bytes = png(300, 300, 0, true);
    const image = await t.add('x.png', bytes);
    const shown = await attachmentResponse(t.store, image.attachment);
    expect(Buffer.from((await shown?.arrayBuffer()) ?? new ArrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(shown?.headers ?? [])).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'content-security-policy': expect.stringMatching(/^sandbox;/) as string,
      'x-content-type-options': 'nosniff',
    });
    for (const [name, text] of [
      ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['x.html', '<script>alert(1)</script>'],
    ] as const) {
      const { attachment } = await t.add(name, Buffer.from(text));
      const response = await attachmentResponse(t.store, attachment);
      expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'content-security-policy': expect.stringMatching(/^sandbox;/) as string,
        'x-content-type-options': 'nosniff',
      });
      expect(await response?.text()).toBe(text);
    }
    expect(await attachmentResponse(t.store, 'a'.repeat(64))).toBeNull();
  });
});
