import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { beginStore } from '../../../src/main/store/begin.ts';
import { createDraftStore } from '../../../src/main/store/drafts/drafts.ts';
import type { SaveStatus } from '../../../src/main/store/save-status.ts';
import { attackedFiles, type Fate } from './attacked-files.ts';
import { manualTime } from './manual-time.ts';
import { conversationOf, idOf, question } from './samples.ts';
import { newRoot, put, quarantined, storeOn } from './support.ts';

const id = idOf(1);
const cat = {
  kind: 'image',
  attachment: 'a'.repeat(64),
  mediaType: 'image/png',
  name: 'cat.png',
  size: 3,
  width: 2,
  height: 1,
} as const;
const conversation = conversationOf(1, 'Drafted', [question(11, null, 'Hello')]);

function draftFiles(root: string): readonly string[] {
  const directory = join(root, 'drafts');
  return fs.existsSync(directory) ? fs.readdirSync(directory).sort() : [];
}

async function openOn(root: string, decide: () => Fate = () => ({ kind: 'works' })) {
  const time = manualTime();
  const files = attackedFiles(decide);
  const store = await storeOn(root, { files, clock: time, timers: time });
  const { notices } = await store.conversations.load();
  return { ...store, notices, time, files };
}

describe('a draft', () => {
  test('is on the disk within half a second, and there after a crash, also that of a new conversation', async () => {
    const root = newRoot();
    const first = await openOn(root);
    first.drafts.set(id, 'half a thou');
    first.drafts.set(null, 'a new idea');
    await first.time.pass(300);

    const { drafts, notices } = await openOn(root);
    expect(notices).toEqual([]);
    expect(drafts.all()).toEqual(
      expect.arrayContaining([
        { conversationId: id, text: 'half a thou', pasted: [], attachments: [], edits: [] },
        { conversationId: null, text: 'a new idea', pasted: [], attachments: [], edits: [] },
      ]),
    );
  });

  test('keeps where the person was in it, and how it came about', async () => {
    const root = newRoot();
    const first = await openOn(root);
    const caret = { start: 1, end: 3, isBackward: true, scrollTop: 12 } as const;
    first.drafts.set(id, 'half');
    await first.time.pass(2000);
    first.drafts.set(id, 'half a thought');
    await first.time.pass(2000);
    first.drafts.setCaret(id, caret);
    // An empty box has no place, and gets no file.
    first.drafts.setCaret(null, caret);
    await first.time.pass(300);

    const { drafts, time } = await openOn(root);
    expect(drafts.all()).toMatchObject([{ conversationId: id, text: 'half a thought', caret }]);
    expect(drafts.lastStep(id)).toEqual({ at: 4, removed: '', inserted: ' a thought' });
    drafts.set(id, 'half');
    expect(drafts.lastStep(id)).toEqual({ at: 0, removed: '', inserted: 'half' });
    drafts.set(id, '');
    expect(drafts.lastStep(id)).toBeNull();
    await time.pass(300);
    expect(draftFiles(root)).toEqual([]);
  });

  test('is there although what is kept beside its text is damaged', async () => {
    const root = newRoot();
    const damaged = { version: 1, text: 'a thought', caret: { start: -1 }, steps: [{ at: 'x' }] };
    put(join(root, 'drafts', `${id}.json`), JSON.stringify(damaged));
    const { drafts, notices } = await openOn(root);
    expect(notices).toEqual([]);
    expect(drafts.all()).toMatchObject([{ text: 'a thought', caret: undefined }]);
    expect(drafts.lastStep(id)).toBeNull();
  });

  test('keeps pastes, attachments and edits beside its text, until they are taken away', async () => {
    const root = newRoot();
    const first = await openOn(root);
    const edits = [{ messageId: idOf(11), text: 'Hello again' }];
    first.drafts.set(id, '', {
      pasted: ['a long text', 'and "another"'],
      attachments: [cat],
      edits,
    });
    await first.time.pass(300);
    first.drafts.set(id, 'see below');
    await first.time.pass(300);

    const second = await openOn(root);
    expect(second.drafts.all()).toEqual([
      {
        conversationId: id,
        text: 'see below',
        pasted: ['a long text', 'and "another"'],
        attachments: [cat],
        edits,
      },
    ]);
    second.drafts.set(id, '', { pasted: [], attachments: [] });
    await second.time.pass(1000);
    expect(draftFiles(root)).toHaveLength(1);
    second.drafts.set(id, '', { edits: [] });
    await second.time.pass(1000);
    expect(draftFiles(root)).toEqual([]);
  });

  test('is written a few times a second while one types, however fast', async () => {
    const root = newRoot();
    const { drafts, time, files } = await openOn(root);
    let text = '';
    files.calls.length = 0;
    for (let key = 0; key < 100; key += 1) {
      text += 'x';
      drafts.set(id, text);
      await time.pass(20);
    }
    const renames = files.calls.filter(({ name }) => name === 'rename').length;
    expect(renames).toBeGreaterThanOrEqual(5);
    expect(renames).toBeLessThanOrEqual(7);
  });

  test('is gone from the disk once it was sent', async () => {
    const root = newRoot();
    const { drafts, time } = await openOn(root);
    drafts.set(id, 'to be sent');
    await time.pass(1000);
    expect(draftFiles(root)).toEqual([`${id}.json`]);
    drafts.set(id, '');
    await time.pass(1000);
    expect(draftFiles(root)).toEqual([]);
    expect(drafts.all()).toEqual([]);
  });

  test('that was sent, or never typed, is not in memory either', async () => {
    const root = newRoot();
    const time = manualTime();
    const files = attackedFiles(() => ({ kind: 'works' }));
    const { parts } = await beginStore({ root, files, clock: time, timers: time });
    let reports = 0;
    const status: SaveStatus = {
      ...parts.status,
      report: (...given) => {
        reports += 1;
        parts.status.report(...given);
      },
    };
    const drafts = createDraftStore({ ...parts, status }, join(root, 'drafts'));
    for (let n = 0; n < 100; n += 1) {
      drafts.set(idOf(n), 'to be sent');
      if (n % 2 === 0) await time.pass(1000);
      drafts.set(idOf(n), '');
      drafts.setCaret(idOf(1000 + n), { start: 0, end: 0, scrollTop: 0 });
    }
    drafts.set(id, 'kept');
    await time.pass(1000);
    expect(draftFiles(root)).toEqual([`${id}.json`]);
    reports = 0;
    await drafts.flush();
    // Each draft in memory reports that it is written, and that it is safe.
    expect(reports).toBe(2);
    drafts.set(idOf(2), 'again');
    await time.pass(1000);
    expect(draftFiles(root)).toHaveLength(2);
  });

  test('stays on the disk as long as the message that was made of it is not there', async () => {
    const root = newRoot();
    let full = false;
    const { drafts, conversations, time } = await openOn(root, () =>
      full ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    drafts.set(id, 'Hello');
    await time.pass(1000);
    full = true;
    expect(await conversations.write(conversation)).toBe(false);
    drafts.set(id, '');
    await time.pass(5000);
    expect(draftFiles(root)).toEqual([`${id}.json`]);
    full = false;
    await time.pass(60_000);
    expect(draftFiles(root)).toEqual([]);
    expect(conversations.status()).toEqual({ kind: 'saved' });
  });

  test('is written at once when the program quits', async () => {
    const root = newRoot();
    const { drafts, conversations } = await openOn(root);
    drafts.set(null, 'last words');
    await conversations.flush();
    expect((await openOn(root)).drafts.all()).toEqual([
      { conversationId: null, text: 'last words', pasted: [], attachments: [], edits: [] },
    ]);
  });

  test('that the disk refuses shows as unsaved and arrives later', async () => {
    const root = newRoot();
    let full = false;
    const { drafts, conversations, time } = await openOn(root, () =>
      full ? { kind: 'error', code: 'ENOSPC' } : { kind: 'works' },
    );
    full = true;
    drafts.set(id, 'precious');
    await time.pass(1000);
    expect(conversations.status()).toMatchObject({ kind: 'unsaved', conversationIds: [id] });
    full = false;
    await time.pass(60_000);
    expect(conversations.status()).toEqual({ kind: 'saved' });
    expect(draftFiles(root)).toEqual([`${id}.json`]);
  });

  test('that is damaged is set aside and reported, and others are read', async () => {
    const root = newRoot();
    put(join(root, 'drafts', `${id}.json`), '{"version":1,"te');
    put(join(root, 'drafts', `new.json`), '{"version":1,"text":"sound"}');
    put(join(root, 'drafts', `notes.txt`), 'foreign');
    const { drafts, notices } = await openOn(root);
    expect(notices).toHaveLength(1);
    expect(drafts.all()).toEqual([
      { conversationId: null, text: 'sound', pasted: [], attachments: [], edits: [] },
    ]);
    expect(quarantined(root).map((path) => fs.readFileSync(path, 'utf8'))).toEqual([
      '{"version":1,"te',
    ]);
    expect(draftFiles(root)).toEqual(['new.json', 'notes.txt']);
  });
});
