import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation, Part } from '../../../../src/shared/model/conversation.ts';
import { reviewer } from '../../../shared/model/assistants/samples.ts';
import { branchSteps, emptyWorld, stepped } from '../../conversations/branch-steps.ts';
import { newRoot } from '../../store/support.ts';
import { openProfile, pathOf, pixel, type Profile } from '../../search/profile.ts';
import { conversations } from './conversations.ts';
import { once, said, conversationOf, text, take } from './rig.ts';
import { saidItems } from '../said-items.ts';

describe('JSON', () => {
  test('everything out and into an empty profile gives identical trees', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 8 }),
        fc.infiniteStream(fc.nat()),
        branchSteps,
        async (extraCount, seeds, steps) => {
          const from = await openProfile();
          const picture = await from.attachments.put(once(pixel), null);
          const note = await from.attachments.put(once(Buffer.from('a note')), null);
          const sample = conversations([picture.sha256, note.sha256]);
          const [seed] = seeds.take(1);
          const made = [
            ...fc.sample(sample, { numRuns: extraCount + 1, seed: seed ?? 0 }),
            steps.reduce(stepped, emptyWorld).conversation,
          ];
          for (const conversation of made) await from.conversations.add(conversation);
          const { path, conversations: count } = await take(
            from,
            made.map(({ id }) => id),
          );
          expect(count).toBe(made.length);
          const into = await openProfile();
          const { report } = await into.bringIn(path);
          expect(report).toMatchObject({ added: made.length, skipped: 0 });
          const byId = (profile: Profile) =>
            Promise.all(made.map(({ id }) => profile.conversations.get(id)));
          expect(await byId(await openProfile(into.root))).toEqual(
            JSON.parse(JSON.stringify(made)),
          );
          for (const name of fs.existsSync(join(into.root, 'attachments'))
            ? fs.readdirSync(join(into.root, 'attachments'))
            : []) {
            expect(into.attachmentBytes(name).equals(from.attachmentBytes(name))).toBe(true);
          }
          const again = await into.bringIn(path);
          expect(again.report).toMatchObject({ added: 0, extended: 0, alreadyThere: made.length });
        },
      ),
      { numRuns: 12 },
    );
  });

  test('a single file carries its pictures inside', async () => {
    const from = await openProfile();
    const { sha256 } = await from.attachments.put(once(pixel), null);
    const image: Part = {
      kind: 'image',
      attachment: sha256,
      mediaType: 'image/png',
      name: 'dot.png',
    };
    const conversation = conversationOf('With a picture', [
      said('user', null, [image, text('Look')]),
    ]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id]);
    const into = await openProfile();
    expect((await into.bringIn(path)).report).toMatchObject({ added: 1, attachments: 1 });
    expect(await into.conversations.get(conversation.id)).toEqual(conversation);
    expect(into.attachmentBytes(sha256).equals(pixel)).toBe(true);
  });

  test('a message alone becomes a conversation of its own', async () => {
    const from = await openProfile();
    const first = said('user', null, [text('one')]);
    const second = said('assistant', first.id, [text('two')]);
    const third = said('user', second.id, [text('three')]);
    const conversation = conversationOf('Long', [first, second, third]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id], { messageIds: [third.id, first.id] });
    await from.bringIn(path);
    expect(from.heads()).toHaveLength(2);
    const excerpt = from.heads().find(({ id }) => id !== conversation.id);
    expect(pathOf(excerpt && (await from.read(excerpt.id)))).toEqual(['user: one', 'user: three']);
  });

  test('an assistant in it is not one of those here, whatever its id', async () => {
    const from = await openProfile();
    const messages = [said('user', null, [text('x')])];
    const conversation = conversationOf('With an assistant', messages, { assistant: reviewer });
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id]);
    const into = await openProfile();
    await into.bringIn(path);
    const { assistant } = await into.conversations.get(conversation.id);
    const { id: _id, ...same } = reviewer;
    expect(assistant).toMatchObject(same);
    // Permissions are given to an id.
    expect(assistant?.id).not.toBe(reviewer.id);
  });

  test('from a newer version it is left out with the reason', async () => {
    const from = await openProfile();
    const conversation = conversationOf('New', [said('user', null, [text('x')])]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id]);
    const newer = fs.readFileSync(path, 'utf8').replace('"version":1', '"version":99');
    expect(newer).toContain('"version":99');
    fs.writeFileSync(path, newer);
    const { report } = await (await openProfile()).bringIn(path);
    expect(saidItems(report)).toEqual([
      {
        kind: 'skipped',
        name: 'New',
        reason: 'It is from a newer Parley. Update this one to read it.',
      },
    ]);
  });

  test('what version 1 took out comes in as version 2 has it', async () => {
    const inner = JSON.parse(
      fs.readFileSync(
        join(import.meta.dirname, '../../store/fixtures/conversation-v1.json'),
        'utf8',
      ),
    ) as Conversation;
    const path = join(newRoot(), 'old.json');
    const document = { format: 'parley-conversation', version: 1, conversation: inner };
    fs.writeFileSync(path, JSON.stringify(document));
    const into = await openProfile();
    await into.bringIn(path);
    const [found] = (await into.kept()).values();
    expect(found?.version).toBe(3);
    expect(Object.keys(found?.messages ?? {})).toEqual(Object.keys(inner.messages));
    expect(found?.messages['01930d2e-7a00-7000-8000-000000000003']?.parts[3]).toEqual({
      kind: 'tool_result',
      callId: 'c1',
      content: [{ kind: 'text', text: 'sunny' }],
      isError: false,
    });
  });

  test('of a newer conversation in a document of this version it is left out, too', async () => {
    const from = await openProfile();
    const conversation = conversationOf('New', [said('user', null, [text('x')])]);
    await from.conversations.add(conversation);
    const { path } = await take(from, [conversation.id]);
    const newer = fs.readFileSync(path, 'utf8').replace('"version":3', '"version":4');
    expect(newer).toContain('"version":4');
    fs.writeFileSync(path, newer);
    const { report } = await (await openProfile()).bringIn(path);
    expect(saidItems(report)).toMatchObject([{ kind: 'skipped', name: 'New' }]);
  });
});
