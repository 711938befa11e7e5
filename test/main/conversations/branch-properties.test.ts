import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversationChunks } from '../../../src/main/store/conversations/conversation-format.ts';
import {
  mergeConversations,
  baseOf,
} from '../../../src/main/store/conversations/merge-conversation.ts';
import { parseConversation } from '../../../src/main/store/conversations/parse-conversation.ts';
import { treeIsSound } from '../../../src/main/store/conversations/repair-tree.ts';
import { conversationAsJson } from '../../../src/main/transfer/export/json.ts';
import { exportText } from '../../../src/main/transfer/export/clipboard.ts';
import { readTranscript } from '../../../src/main/transfer/import/formats/markdown.ts';
import { parley } from '../../../src/main/transfer/import/formats/parley.ts';
import { buildMessages } from '../../../src/main/turns/question.ts';
import type { Conversation, Message } from '../../../src/shared/model/conversation.ts';
import { textOf } from '../../../src/shared/model/conversation-views.ts';
import { activeCheckpoint } from '../../../src/shared/model/message/checkpoint.ts';
import { comparisonOf, withColumns } from '../../../src/shared/model/tree/comparison.ts';
import { mapRows } from '../../../src/shared/model/tree/map-rows.ts';
import { pathTo } from '../../../src/shared/model/tree.ts';
import { branchSteps, emptyWorld, nowIso, stepped } from './branch-steps.ts';

/** What is sent of a path, found in another way than by the program. */
function expectRequest(of: Conversation): void {
  const path = pathTo(of.messages, of.leafId);
  const isIn = ({ checkpoint }: Message): boolean =>
    checkpoint?.kind === 'summary' || checkpoint?.kind === 'dropped';
  const last = path.map(isIn).lastIndexOf(true);
  const from = path[last];
  const sent = JSON.stringify(buildMessages(path, ''));
  if (from === undefined) expect(sent).not.toContain('The beginning of this conversation');
  const { checkpoint } = from ?? {};
  if (checkpoint?.kind === 'summary')
    expect(sent).toContain(JSON.stringify(checkpoint.text).slice(1, -1));
  const messages = buildMessages(path.slice(Math.max(0, last)), '');
  expect(sent).toBe(JSON.stringify(messages));
  // Each call has its result right after it, wherever the request begins.
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'assistant') continue;
    const results = messages.slice(index + 1, index + 1 + message.calls.length);
    expect(results.map((each) => (each.role === 'tool' ? each.callId : null))).toEqual(
      message.calls.map(({ callId }) => callId),
    );
  }
  const calls = messages.flatMap((each) => (each.role === 'assistant' ? each.calls : []));
  expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(calls.length);
}

function expectInvariants(of: Conversation): void {
  const { messages, leafId, pins = [] } = of;
  expect(treeIsSound(messages, leafId)).toBe(true);
  for (const { id } of pins) expect(messages).toHaveProperty(id);
  for (const { id } of of.deletedBranches ?? []) expect(messages).not.toHaveProperty(id);
  for (const [id, { parentId, role, checkpoint }] of Object.entries<Message>(messages)) {
    // Ids sort by time, which makes the order of versions.
    if (parentId !== null) expect(parentId < id).toBe(true);
    if (parentId === null || role === 'assistant') expect(checkpoint).toBeUndefined();
  }
  for (const id of Object.keys(messages)) {
    const compared = comparisonOf(messages, id);
    if (compared === null) continue;
    // One answer per column, in order, and what is chosen is one of the versions.
    const places = compared.columns.map((each) => each.compared?.column ?? -1);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(compared.columns.map(({ id: each }) => each)).toContain(id);
    if (compared.chosen !== null) {
      expect(messages[compared.chosen]?.parentId).toBe(compared.questionId);
    }
  }
  const onMap = mapRows(messages, leafId).flatMap(({ question, answer }) => [question, answer]);
  expect(new Set(onMap.filter((id) => id !== null))).toEqual(new Set(Object.keys(messages)));
}

/** What Markdown says of a path, and what comes back of it: the messages, and which follows which. */
function expectMarkdown(of: Conversation): void {
  const markdown = exportText(of, null, 'markdown');
  const path = pathTo(of.messages, of.leafId);
  const shown = withColumns(of.messages, path, () => true);
  for (const message of shown) {
    if (/^\w+$/u.test(textOf(message))) expect(markdown).toContain(textOf(message));
  }
  const summaries = path.map(activeCheckpoint).filter((each) => each?.kind === 'summary');
  expect(markdown.match(/^> \*\*Summary of \d+ messages?\*\*$/gmu)?.length ?? 0).toBe(
    summaries.length,
  );
  expect(markdown.includes('This answer was edited.')).toBe(
    shown.some(({ edited }) => edited === true),
  );
  // One message alone has no head.
  if (shown.length < 2) return;
  const { nodes } = readTranscript(markdown, 'it.md');
  expect(nodes.map(({ role }) => role)).toEqual(shown.map(({ role }) => role));
  const place = (id: string | null): string | null =>
    id === null ? null : String(shown.findIndex((each) => each.id === id));
  expect(nodes.map(({ parentId }) => parentId)).toEqual(shown.map((each) => place(each.parentId)));
}

test('forks, edits, comparisons, deletions, checkpoints and undo keep the tree, the file, the export and what comes back of it', () => {
  fc.assert(
    fc.property(branchSteps, (random) => {
      let world = emptyWorld;
      for (const step of random) {
        const before = world.conversation;
        world = stepped(world, step);
        expectInvariants(world.conversation);
        expectRequest(world.conversation);
        // Another process that knows only the state before ends up with the same messages.
        if (before.id !== world.conversation.id) continue;
        const joined = mergeConversations(baseOf(before), before, world.conversation);
        expect(joined.messages).toEqual(world.conversation.messages);
      }
      const { conversation } = world;
      const bytes = Buffer.concat([...conversationChunks(conversation)]);
      expect(parseConversation(bytes, conversation.id)).toEqual({ kind: 'sound', conversation });
      const document = Buffer.concat([...conversationAsJson(conversation, null, nowIso)]);
      expect(parley.read(JSON.parse(document.toString()))).toMatchObject([
        { kind: 'own', conversation, broken: 0 },
      ]);
      expectMarkdown(conversation);
    }),
    { numRuns: 120 },
  );
});
