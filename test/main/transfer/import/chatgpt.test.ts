import { describe, expect, test } from 'vitest';
import { idSchema } from '../../../../src/shared/model/conversation.ts';
import {
  fileWith,
  kindsOf,
  lookUp,
  openProfile,
  pathOf,
  saying,
  versionsAfter,
} from '../../search/profile.ts';
import { exported, simple, start, type NodeInput } from './chatgpt-export.ts';
import { saidItems } from '../said-items.ts';

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
    expect(saidItems(report)[0]).toMatchObject({
      name: 'Corrupted entry',
      reason: 'It has no messages.',
    });
    expect(saidItems(report)[1]).toMatchObject({
      remarks: ['2 messages could not be understood and were left out.'],
    });
    expect(saidItems(report)[2]).toMatchObject({ name: 'Empty', reason: 'It has no messages.' });
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
