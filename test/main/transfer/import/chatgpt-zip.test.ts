import { describe, expect, test } from 'vitest';
import {
  fileWith,
  lookUp,
  openProfile,
  pathOf,
  pixel,
  saying,
  versionsAfter,
  zipWith,
} from '../../search/profile.ts';
import { exported, simple } from './chatgpt-export.ts';
import { saidItems } from '../said-items.ts';

describe('the newer export, a ZIP with shards and images', () => {
  const withImages = exported('img', 'Pictures', {
    u: {
      parent: 'root',
      content: {
        content_type: 'multimodal_text',
        parts: [
          {
            content_type: 'image_asset_pointer',
            asset_pointer: 'sediment://file_0000abcd',
            width: 1,
            height: 1,
          },
          'What is this?',
        ],
      },
      metadata: {
        attachments: [
          { id: 'file_0000abcd', name: 'cat.png', mime_type: 'image/png' },
          { id: 'file-NoTeS123', name: 'notes.txt', mime_type: 'text/plain' },
          { id: 'file-GoNe', name: 'gone.pdf' },
        ],
      },
    },
    a: { role: 'assistant', text: 'A dot.', parent: 'u' },
    draw: {
      role: 'assistant',
      recipient: 'dalle.text2im',
      text: '{"prompt":"a dot"}',
      parent: 'a',
    },
    drawn: {
      role: 'tool',
      parent: 'draw',
      content: {
        content_type: 'multimodal_text',
        parts: [
          { content_type: 'image_asset_pointer', asset_pointer: 'file-service://file-DaLLe1' },
        ],
      },
    },
  });

  async function bigZip(): Promise<string> {
    return zipWith({
      'chat.html': '<html><script>alert(1)</script></html>',
      'user.json': { id: 'user-1', email: 'someone@example.com' },
      'message_feedback.json': [{ id: 'f', rating: 'thumbs_up' }],
      'conversations-001.json': [withImages],
      'conversations-000.json': [simple('s0', 'Shard zero')],
      'file_0000abcd-sanitized.png': pixel,
      'file-NoTeS123-notes.txt': 'some notes',
      'dalle-generations/file-DaLLe1-1234.webp': pixel,
      'file-Xyz12345-transcript.md': '# User\nnot an export',
      '__MACOSX/._conversations-000.json': 'junk',
    });
  }

  test('reads all shards and keeps images and files under the hash of their bytes', async () => {
    const profile = await openProfile();
    const { report } = await profile.bringIn(await bigZip());
    expect(report).toMatchObject({ added: 2, skipped: 0, attachments: 2 });
    expect(saidItems(report)[1]).toMatchObject({
      remarks: ['One image or file is not part of the export.'],
    });
    const conversation = lookUp(await profile.kept(), 'Pictures');
    expect(pathOf(conversation)).toEqual([
      'user: <image cat.png> What is this? <file notes.txt> [gone.pdf: not part of the export]',
      'assistant: A dot. <calls dalle.text2im {"prompt":"a dot"}> <image Image>',
    ]);
    const [question] = Object.values(conversation.messages);
    const [image, , notes] = question?.parts ?? [];
    if (image?.kind !== 'image' || notes?.kind !== 'file') throw new Error('wrong parts');
    expect(image.mediaType).toBe('image/png');
    expect(profile.attachmentBytes(image.attachment).equals(pixel)).toBe(true);
    expect(notes).toMatchObject({ mediaType: 'text/plain', size: 10 });
    expect(profile.attachmentBytes(notes.attachment).toString()).toBe('some notes');
  });

  test('twice adds nothing twice, also after a restart and from the other kind of file', async () => {
    const profile = await openProfile();
    const path = await bigZip();
    await profile.bringIn(path);
    const before = await profile.kept();
    const again = await profile.bringIn(path);
    expect(again.report).toMatchObject({
      added: 0,
      alreadyThere: 2,
      extended: 0,
      messages: 0,
      attachments: 0,
    });
    const restarted = await openProfile(profile.root);
    const third = await restarted.bringIn(fileWith('old.json', [withImages]));
    expect(third.report).toMatchObject({ added: 0, alreadyThere: 1 });
    expect(await restarted.kept()).toEqual(before);
  });

  test('a later export extends what is there and replaces nothing', async () => {
    const profile = await openProfile();
    await profile.bringIn(fileWith('a.json', [simple('grows', 'Growing')]));
    const [head] = profile.conversations.heads();
    if (head === undefined) throw new Error('nothing came in');
    await profile.conversations.change(head.id, (before) => ({ ...before, title: 'My own title' }));
    const later = exported('grows', 'Growing', {
      u: { text: 'Hello', parent: 'root' },
      a: { role: 'assistant', text: 'Hi there', parent: 'u', metadata: { model_slug: 'gpt-4o' } },
      u2: { text: 'And now?', parent: 'a' },
    });
    const { report } = await profile.bringIn(fileWith('b.json', [later]));
    expect(report).toMatchObject({ added: 0, extended: 1, messages: 1 });
    const conversation = lookUp(await profile.kept(), 'My own title');
    expect(Object.values(conversation.messages).map(saying).sort()).toEqual([
      'assistant: Hi there',
      'user: And now?',
      'user: Hello',
    ]);
    expect(versionsAfter(conversation, 'assistant: Hi there')).toEqual(['user: And now?']);
  });

  test('one that was deleted can be brought in again', async () => {
    const profile = await openProfile();
    const path = fileWith('a.json', [simple('again', 'Again')]);
    await profile.bringIn(path);
    const [head] = profile.conversations.heads();
    if (head === undefined) throw new Error('nothing came in');
    await profile.conversations.remove(head.id);
    expect((await profile.bringIn(path)).report).toMatchObject({ added: 1 });
    expect(pathOf(lookUp(await profile.kept(), 'Again'))).toHaveLength(2);
  });
});
