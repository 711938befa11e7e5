import { describe, expect, test } from 'vitest';
import { idSchema } from '../../../../src/shared/conversation.ts';
import {
  fileWith,
  kindsOf,
  lookUp,
  openProfile,
  pathOf,
  pixel,
  saying,
  versionsAfter,
  zipWith,
} from '../profile.ts';

interface NodeInput {
  readonly role?: string;
  readonly text?: string;
  readonly parent?: string;
  readonly content?: object;
  readonly recipient?: string;
  readonly metadata?: object;
  readonly time?: number;
  readonly children?: readonly string[];
}

const start = 1_700_000_000;

/** A conversation as the export has it; `children` follow from the parents unless given. */
function exported(
  id: string,
  title: string,
  nodes: Readonly<Record<string, NodeInput>>,
  rest: object = {},
) {
  const mapping: Record<string, unknown> = {
    root: {
      id: 'root',
      message: null,
      parent: null,
      children: Object.keys(nodes).filter((key) => nodes[key]?.parent === 'root'),
    },
  };
  let clock = start;
  for (const [key, node] of Object.entries(nodes)) {
    clock += 1;
    mapping[key] = {
      id: key,
      parent: node.parent ?? null,
      children: node.children ?? Object.keys(nodes).filter((child) => nodes[child]?.parent === key),
      message: {
        id: key,
        author: { role: node.role ?? 'user', name: null, metadata: {} },
        create_time: node.time ?? clock + 0.5,
        content: node.content ?? { content_type: 'text', parts: [node.text ?? ''] },
        status: 'finished_successfully',
        end_turn: true,
        weight: 1,
        recipient: node.recipient ?? 'all',
        metadata: node.metadata ?? {},
        a_field_nobody_knows: { deep: [1, { er: null }] },
      },
    };
  }
  return {
    title,
    create_time: start,
    update_time: start + 500,
    mapping,
    moderation_results: [],
    current_node: Object.keys(nodes).at(-1),
    conversation_id: id,
    default_model_slug: 'gpt-5',
    is_archived: false,
    ...rest,
  };
}

const simple = (id: string, title: string) =>
  exported(id, title, {
    u: { text: 'Hello', parent: 'root' },
    a: { role: 'assistant', text: 'Hi there', parent: 'u', metadata: { model_slug: 'gpt-4o' } },
  });

describe('the old export, one conversations.json', () => {
  test('keeps text, times, models and the title', async () => {
    const profile = await openProfile();
    const { report } = await profile.bringIn(
      fileWith('conversations.json', [simple('c1', 'Greetings')]),
    );
    expect(report).toMatchObject({ added: 1, alreadyThere: 0, skipped: 0, messages: 2 });
    const conversation = lookUp(await profile.kept(), 'Greetings');
    expect(pathOf(conversation)).toEqual(['user: Hello', 'assistant: Hi there']);
    expect(conversation.createdAt).toBe('2023-11-14T22:13:20.000Z');
    expect(conversation.updatedAt).toBe('2023-11-14T22:21:40.000Z');
    expect(conversation.importedFrom).toMatchObject({ source: 'chatgpt', id: 'c1' });
    const messages = Object.values(conversation.messages);
    expect(messages.map(({ model }) => model)).toEqual([undefined, 'gpt-4o']);
    expect(messages[0]?.createdAt).toBe('2023-11-14T22:13:21.500Z');
    for (const { id } of [conversation, ...messages]) expect(idSchema.parse(id)).toBe(id);
  });

  test('keeps every version, in their order, and shows the one that was on show', async () => {
    const profile = await openProfile();
    const tree = exported(
      'c2',
      'Versions',
      {
        u1: { text: 'First try', parent: 'root' },
        a1: { role: 'assistant', text: 'One', parent: 'u1' },
        // A regenerated answer that the file lists before the others, and an edited question.
        a3: { role: 'assistant', text: 'Three', parent: 'u1', time: start + 30 },
        a2: { role: 'assistant', text: 'Two', parent: 'u1', time: start + 20 },
        u2: { text: 'Second try', parent: 'root', time: start + 40 },
        b1: { role: 'assistant', text: 'Other', parent: 'u2', time: start + 41 },
      },
      { current_node: 'a2' },
    );
    (tree.mapping['u1'] as { children: string[] }).children = ['a1', 'a2', 'a3'];
    await profile.bringIn(fileWith('conversations.json', [tree]));
    const conversation = lookUp(await profile.kept(), 'Versions');
    expect(versionsAfter(conversation, null)).toEqual(['user: First try', 'user: Second try']);
    expect(versionsAfter(conversation, 'user: First try')).toEqual([
      'assistant: One',
      'assistant: Two',
      'assistant: Three',
    ]);
    expect(pathOf(conversation)).toEqual(['user: First try', 'assistant: Two']);
  });

  test('makes one answer of its steps: reasoning, tool call, result, text', async () => {
    const profile = await openProfile();
    const steps = exported('c3', 'Steps', {
      sys: {
        role: 'system',
        text: '',
        parent: 'root',
        metadata: { is_visually_hidden_from_conversation: true },
      },
      ctx: {
        parent: 'sys',
        content: {
          content_type: 'user_editable_context',
          user_profile: 'A sailor.',
          user_instructions: 'Be brief.',
        },
        metadata: { is_visually_hidden_from_conversation: true, is_user_system_message: true },
      },
      u: { text: 'What is 6 × 7?', parent: 'ctx' },
      t: {
        role: 'assistant',
        parent: 'u',
        content: {
          content_type: 'thoughts',
          thoughts: [{ summary: 'Think', content: 'Multiply.' }],
        },
      },
      recap: {
        role: 'assistant',
        parent: 't',
        content: { content_type: 'reasoning_recap', content: 'Thought for 2s' },
      },
      call: {
        role: 'assistant',
        parent: 'recap',
        recipient: 'python',
        content: { content_type: 'code', language: 'python', text: 'print(6*7)' },
      },
      out: {
        role: 'tool',
        parent: 'call',
        content: { content_type: 'execution_output', text: '42' },
      },
      a: {
        role: 'assistant',
        text: 'It is 42 \ue200cite\ue202turn0search0\ue201\ue200x\ue201.',
        parent: 'out',
        metadata: {
          finish_details: { type: 'max_tokens' },
          content_references: [
            {
              matched_text: '\ue200cite\ue202turn0search0\ue201',
              alt: '([source](https://example.com))',
            },
          ],
        },
      },
    });
    await profile.bringIn(fileWith('conversations.json', [steps]));
    const conversation = lookUp(await profile.kept(), 'Steps');
    expect(conversation.systemPrompt).toBe('A sailor.\n\nBe brief.');
    expect(pathOf(conversation)).toEqual([
      'user: What is 6 × 7?',
      'assistant: <thinks **Think**\n\nMultiply.> <calls python print(6*7)> <gets 42> It is 42 ([source](https://example.com)).',
    ]);
    const answer = Object.values(conversation.messages)[1];
    expect(answer?.status).toBe('truncated');
    const [, call, result] = answer?.parts ?? [];
    expect(call).toMatchObject({ callId: 'call' });
    expect(result).toMatchObject({ callId: 'call' });
  });

  test('survives what is broken and leaves it out, counted', async () => {
    const profile = await openProfile();
    const broken = simple('c4', 'Broken');
    Object.assign(broken.mapping, {
      odd: { id: 'odd', parent: 'a', children: [], message: { author: 'nobody' } },
      number: 17,
      orphan: {
        id: 'orphan',
        parent: 'gone',
        children: ['orphan'],
        message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['Orphan'] } },
      },
      loop1: {
        id: 'loop1',
        parent: 'loop2',
        children: ['loop2'],
        message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['Loop'] } },
      },
      loop2: { id: 'loop2', parent: 'loop1', children: ['loop1'], message: null },
      ['__proto__']: 1,
    });
    const path = fileWith('conversations.json', [
      {
        title: 'Corrupted entry',
        create_time: 1,
        conversation_id: 'x',
        default_model_slug: 'gpt-5',
      },
      broken,
      exported('c5', 'Empty', { u: { text: '', parent: 'root' } }),
      'not a conversation',
      simple('c6', 'Sound'),
    ]);
    const { report } = await profile.bringIn(path);
    expect(kindsOf(report.items)).toEqual(['skipped', 'added', 'skipped', 'added', 'skipped']);
    expect(report.items[0]).toMatchObject({
      name: 'Corrupted entry',
      reason: 'It holds no messages.',
    });
    expect(report.items[1]).toMatchObject({
      remarks: ['2 messages could not be understood and were left out.'],
    });
    expect(report.items[2]).toMatchObject({ name: 'Empty', reason: 'It has no messages.' });
    const conversation = lookUp(await profile.kept(), 'Broken');
    expect(Object.values(conversation.messages).map(saying).sort()).toEqual([
      'assistant: Hi there',
      'user: Hello',
      'user: Loop',
      'user: Orphan',
    ]);
  });

  test('a branch as deep as it gets', async () => {
    const profile = await openProfile();
    const depth = 5000;
    const nodes: Record<string, NodeInput> = {};
    for (let at = 0; at < depth; at += 1) {
      const role = at % 2 === 0 ? 'user' : 'assistant';
      nodes[`n${at}`] = {
        role,
        text: `m${at}`,
        parent: at === 0 ? 'root' : `n${at - 1}`,
        children: at + 1 < depth ? [`n${at + 1}`] : [],
      };
    }
    await profile.bringIn(fileWith('conversations.json', [exported('deep', 'Deep', nodes)]));
    const path = pathOf(lookUp(await profile.kept(), 'Deep'));
    expect(path.length).toBe(depth);
    expect(path.at(-1)).toBe(`assistant: m${depth - 1}`);
  });
});

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
    expect(report.items[1]).toMatchObject({
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
