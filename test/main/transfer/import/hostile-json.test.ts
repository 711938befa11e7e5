import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonValues } from '../../../../src/main/transfer/import/json-values.ts';
import { importLimits } from '../../../../src/main/disk/import-limits.ts';
import { fileWith, lookUp, openProfile, pathOf } from '../../search/profile.ts';
import { saidItems } from '../said-items.ts';
import { sentenceOf } from '../../../../src/shared/words/error-words.ts';

const conversation = (uuid: string, name: string, text = 'Hi') => ({
  uuid,
  name,
  chat_messages: [{ uuid: '1', sender: 'human', text }],
});

describe('JSON', () => {
  const attackText = '<img src=x onerror=alert(1)><script>alert(1)</script>';

  test('__proto__, constructor and names that are paths change nothing', async () => {
    const profile = await openProfile();
    const text = `[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"uuid":"../../evil","name":"${attackText}","created_at":"__proto__","chat_messages":[{"uuid":"__proto__","sender":"human","text":"one","__proto__":{"x":1},"files":[{"file_name":"../../../etc/passwd"}]},{"uuid":"constructor","parent_message_uuid":"__proto__","sender":"assistant","text":"two"}]}]`;
    await profile.bringIn(fileWith('a.json', text));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    const found = lookUp(await profile.kept(), attackText);
    expect(pathOf(found)).toEqual(['user: [passwd: not part of the export] one', 'assistant: two']);
    const mapping = `[{"mapping":{"__proto__":{"id":"__proto__","parent":null,"children":["b"],"message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["p"]}}},"b":{"id":"b","parent":"__proto__","message":{"author":{"role":"assistant"},"content":{"content_type":"text","parts":["q"]}}}},"title":"Proto","conversation_id":"__proto__"}]`;
    await profile.bringIn(fileWith('b.json', mapping));
    expect(pathOf(lookUp(await profile.kept(), 'Proto'))).toEqual(['user: p', 'assistant: q']);
  });

  test('nested deeper than anything real', async () => {
    const profile = await openProfile();
    const deep = `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`;
    await expect(profile.bringIn(fileWith('deep.json', deep))).rejects.toThrow(/nested too deeply/);
    // Below the limit, but where it is converted to text: affects one conversation, not the import.
    const input = `${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}`;
    const text = `[{"uuid":"d","name":"Deep","chat_messages":[{"uuid":"1","sender":"assistant","content":[{"type":"tool_use","input":${input}}]}]},${JSON.stringify(conversation('o', 'Other'))}]`;
    const { report } = await profile.bringIn(fileWith('input.json', text));
    expect(saidItems(report).at(-1)).toMatchObject({ kind: 'added', title: 'Other' });
  });

  test('broken, cut off and far too big elements', async () => {
    const profile = await openProfile();
    const text = `[${JSON.stringify(conversation('a', 'A'))},{"uuid": nonsense},${JSON.stringify(conversation('big', 'Big', 'x'.repeat(5000)))},${JSON.stringify(conversation('b', 'B'))},{"uuid":"cut","chat_mess`;
    const { report } = await profile.bringIn(fileWith('a.json', text), { limits: { item: 4000 } });
    expect(
      saidItems(report).map((item) => (item.kind === 'skipped' ? item.reason : item.kind)),
    ).toEqual([
      'added',
      'added',
      'It is not valid JSON.',
      'It is too big to be read.',
      'The file ends in the middle; the rest is missing.',
    ]);
  });

  test('too many messages', async () => {
    const profile = await openProfile();
    const chat_messages = Array.from({ length: 50 }, (_, at) => ({
      uuid: String(at),
      sender: 'human',
      text: 'x',
    }));
    const path = fileWith('a.json', [{ uuid: 'm', name: 'Many', chat_messages }]);
    const { report } = await profile.bringIn(path, { limits: { messages: 40 } });
    expect(saidItems(report)[0]).toMatchObject({
      kind: 'skipped',
      reason: 'It has too many messages.',
    });
  });

  async function cut(text: Buffer, sizes: readonly number[]): Promise<unknown[]> {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      let at = 0;
      for (let turn = 0; at < text.byteLength; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        yield text.subarray(at, at + size);
        at += size;
      }
    }
    const found: unknown[] = [];
    for await (const value of jsonValues(chunks(), importLimits)) {
      if (value.kind !== 'value') throw new Error(sentenceOf(value.reason));
      found.push(JSON.parse(Buffer.concat(value.pieces).toString('utf8')));
    }
    return found;
  }

  test('an array is cut into its elements wherever the chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(undefined, 1, '\t'),
        fc.boolean(),
        async (values, sizes, space, mark) => {
          const text = Buffer.from(
            `${mark ? '\ufeff' : ''}${JSON.stringify(values, null, space)}\n`,
          );
          expect(await cut(text, sizes)).toEqual(JSON.parse(JSON.stringify(values)));
          const whole = { values };
          expect(await cut(Buffer.from(JSON.stringify(whole, null, space)), sizes)).toEqual([
            JSON.parse(JSON.stringify(whole)),
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('whatever lies in a conversation, an import never fails over it', async () => {
    const profile = await openProfile();
    const odd = fc.jsonValue({ maxDepth: 3 });
    const messages = fc.array(
      fc.record(
        {
          uuid: odd,
          id: odd,
          messageId: odd,
          role: fc.constantFrom('user', 'assistant', 'tool', 'x'),
          sender: odd,
          content: odd,
          contentParts: odd,
          text: odd,
          files: odd,
          parentId: odd,
          timestamp: odd,
          author: odd,
          children: odd,
        },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    );
    const map = fc.dictionary(
      fc.constantFrom('a', 'b', '__proto__'),
      fc.oneof(
        odd,
        fc.record({ message: odd, parent: odd, children: odd, role: odd, content: odd }),
      ),
    );
    const shapes = fc.oneof(
      fc.record({ uuid: odd, name: odd, chat_messages: messages }),
      fc.record({ mapping: map, title: odd, current_node: odd, create_time: odd }),
      fc.record({
        chat: fc.record({ history: fc.record({ messages: map, currentId: odd }), models: odd }),
      }),
      fc.record({ conversationId: fc.string(), messages, options: odd }),
      fc.record({
        'chat-sessions': fc.array(
          fc.record({ id: fc.string(), name: odd, messages, messageForksHash: odd, threads: odd }),
          { maxLength: 2 },
        ),
      }),
      fc.record({
        indexedDB: fc.record({
          topics: fc.array(fc.record({ id: fc.string(), messages }), { maxLength: 2 }),
          message_blocks: odd,
        }),
        localStorage: odd,
      }),
      fc.record({ format: fc.constant('parley-conversation'), version: odd, conversation: odd }),
      fc.record({
        id: fc.constant('019c0000-0000-7000-8000-000000000001'),
        version: fc.constant(1),
        title: fc.string(),
        messages: map,
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(shapes, { minLength: 1, maxLength: 3 }), async (values) => {
        const path = fileWith('a.json', [...values, conversation('sound', 'Sound')]);
        const { report, end } = await profile.bringIn(path);
        expect(end.kind).toBe('finished');
        expect(
          saidItems(report).some((item) => item.kind !== 'skipped' && item.title === 'Sound'),
        ).toBe(true);
      }),
      { numRuns: 150 },
    );
    // The imported conversations can be opened after a restart.
    const again = await openProfile(profile.root);
    expect(again.conversations.heads().length).toBe(profile.conversations.heads().length);
    for (const { id } of again.conversations.heads()) await again.conversations.get(id);
    expect(fs.existsSync(join(profile.root, 'quarantine'))).toBe(false);
  });
});
