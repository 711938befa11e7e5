import fc from 'fast-check';
import {
  toolStateSchema,
  type Conversation,
  type Id,
  type Message,
  type Part,
} from '../../../../src/shared/model/conversation.ts';
import { newestLeafBelow } from '../../../../src/shared/model/tree.ts';
import { newId } from '../../../../src/main/conversations/id.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '## You',
    '```\n## Assistant',
    '---\ntitle: x\n---',
    '<script>alert(1)</script>',
    '**User:** hi',
    '\u2028 {"a":1} \ud83d\ude00',
    'a\r\nb',
  ),
);

const instant = fc
  .integer({ min: 1_500_000_000_000, max: 1_900_000_000_000 })
  .map((ms) => new Date(ms).toISOString());

const part = (hashes: readonly string[]): fc.Arbitrary<Part> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('text' as const), text }) },
    fc.record({ kind: fc.constant('reasoning' as const), text }),
    fc.record({
      kind: fc.constant('tool_call' as const),
      callId: text,
      name: text,
      arguments: text,
      state: fc.constantFrom(...toolStateSchema.options),
    }),
    fc.record({
      kind: fc.constant('tool_result' as const),
      callId: text,
      content: fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('text' as const), text }),
          fc.record({
            kind: fc.constant('image' as const),
            attachment: fc.constantFrom(...hashes),
            mediaType: fc.constant('image/png'),
            name: text,
          }),
        ),
        { maxLength: 3 },
      ),
      isError: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('image' as const),
      attachment: fc.constantFrom(...hashes),
      mediaType: fc.constant('image/png'),
      name: text,
    }),
    fc.record({
      kind: fc.constant('file' as const),
      attachment: fc.constantFrom(...hashes),
      mediaType: fc.constant('text/plain'),
      name: text,
      size: fc.nat(),
    }),
  );

const unknownField = fc.dictionary(
  fc.constantFrom('x_future', 'y_future', '$'),
  // The store drops `__proto__` wherever it occurs.
  fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('__proto__')),
);

/**
 * Complete conversations as a profile could contain them, with trees of any shape; attachments are
 * `hashes`.
 */
export function conversations(hashes: readonly string[]): fc.Arbitrary<Conversation> {
  const message = fc.record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    parts: fc.array(part(hashes), { maxLength: 4 }),
    status: fc.constantFrom('complete', 'stopped', 'interrupted', 'failed', 'truncated' as const),
    createdAt: instant,
    model: fc.option(text, { nil: undefined }),
    /** Which earlier message precedes it; beyond them: none. */
    after: fc.nat({ max: 8 }),
    extra: unknownField,
  });
  return fc
    .record({
      title: text,
      titledBy: fc.constantFrom('first_words', 'model', 'person' as const),
      createdAt: instant,
      updatedAt: instant,
      systemPrompt: fc.option(text),
      providerId: fc.option(fc.constant('provider-1')),
      model: fc.option(text),
      drafts: fc.array(message, { maxLength: 12 }),
      folder: fc.option(text, { nil: undefined }),
      pinned: fc.constantFrom(true, undefined),
      leaf: fc.nat(),
      extra: unknownField,
    })
    .map(({ drafts, leaf, extra, folder, pinned, ...given }): Conversation => {
      const head = {
        ...given,
        ...(folder === undefined ? {} : { folder }),
        ...(pinned === undefined ? {} : { pinned }),
      };
      const ids: Id[] = [];
      const messages: Record<Id, Message> = {};
      for (const { after, extra: more, model, ...rest } of drafts) {
        const id = newId();
        const parentId = ids[ids.length - 1 - after] ?? null;
        messages[id] = {
          ...more,
          id,
          parentId,
          ...rest,
          ...(model === undefined ? {} : { model }),
        };
        ids.push(id);
      }
      const from = ids.length === 0 ? null : (ids[leaf % ids.length] ?? null);
      const leafId = from === null ? null : newestLeafBelow(messages, from);
      return { ...extra, version: 3, id: newId(), ...head, leafId, messages };
    });
}
