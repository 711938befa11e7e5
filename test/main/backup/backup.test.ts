import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { archiveOf, type NewEntry } from '../../../src/main/disk/archive-writer.ts';
import { createBackup } from '../../../src/main/backup/create-backup.ts';
import { openBackup } from '../../../src/main/backup/read-backup.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import { attackedFiles } from '../store/attacked-files.ts';
import { answer, idOf } from '../store/samples.ts';
import { newRoot, put } from '../store/support.ts';
import { filesIn, filledProgram, never, programOn, quiet } from './rig.ts';
import { saidSkipped } from '../transfer/said-items.ts';

describe('a backup', () => {
  test('holds everything but keys, and restores into an empty folder', async () => {
    const root = newRoot();
    const path = join(newRoot(), 'backup.zip');
    const program = await filledProgram(root);
    const report = await program.backUp(path);
    expect(report).toMatchObject({ path, conversations: 2, files: 6, skipped: [] });
    expect(fs.statSync(path).size).toBe(report.size);
    const raw = fs.readFileSync(path, 'latin1');
    expect(raw).not.toContain('secrets.json');
    expect(raw).not.toContain('api-tokens');

    const other = await programOn(newRoot());
    const restored = await other.restore(path, 'replace');
    expect(restored).toMatchObject({ added: 2, failed: 0, attachments: 1 });
    const before = filesIn(root);
    delete (before as Record<string, string>)['secrets.json'];
    const after = filesIn(other.root);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const [name, bytes] of Object.entries(before)) {
      if (name !== 'settings.json') expect(after[name], name).toBe(bytes);
    }
    // A prompt that would precede every conversation needs the person's consent.
    expect(other.store.settings.read()).toMatchObject({ systemPrompt: '', theme: 'dark' });
    expect(restored.withheld?.changes).toMatchObject([{ setting: 'systemPrompt', before: null }]);
    expect(other.store.drafts.all()).toMatchObject([
      { conversationId: idOf(1), text: 'half a thou', attachments: [{ name: 'p' }] },
    ]);
  });

  test('holds what is only in memory, too', async () => {
    const program = await filledProgram(newRoot());
    const path = join(newRoot(), 'backup.zip');
    const bytes = fs.readFileSync(join(program.root, 'conversations', `${idOf(1)}.json`), 'utf8');
    const unsaved = new Map([
      [`conversations/${idOf(1)}.json`, Buffer.from(bytes.replace('Text 1', 'Newer text'))],
      [`conversations/${idOf(7)}.json`, Buffer.from(bytes.replaceAll(idOf(1), idOf(7)))],
    ]);
    const options = { files: nodeFileSystem, root: program.root, path, unsaved };
    await createBackup({
      ...options,
      version: '1',
      now: Date.now,
      signal: never,
      onProgress: quiet,
    });
    const other = await programOn(newRoot());
    await other.restore(path, 'merge');
    expect(JSON.stringify(await other.conversations.get(idOf(1)))).toContain('Newer text');
    expect((await other.conversations.get(idOf(7))).title).toBe('Conversation 1');
  });

  test('that is cancelled leaves nothing behind', async () => {
    const program = await filledProgram(newRoot());
    const folder = newRoot();
    const controller = new AbortController();
    const options = { files: nodeFileSystem, root: program.root, unsaved: new Map() };
    const work = createBackup({
      ...options,
      path: join(folder, 'backup.zip'),
      version: '1',
      now: Date.now,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(work).rejects.toThrow();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('leaves out a file that cannot be read, and says so', async () => {
    const program = await filledProgram(newRoot());
    const path = join(newRoot(), 'backup.zip');
    const files = attackedFiles((call) =>
      call.name === 'read' && call.path.endsWith(`${idOf(1)}.json`) && call.path.includes('conv')
        ? { kind: 'error', code: 'EIO' }
        : { kind: 'works' },
    );
    const options = { files, root: program.root, path, unsaved: new Map(), version: '1' };
    const report = await createBackup({
      ...options,
      now: Date.now,
      signal: never,
      onProgress: quiet,
    });
    expect(report.conversations).toBe(1);
    expect(saidSkipped(report)).toEqual([
      { name: `conversations/${idOf(1)}.json`, reason: expect.stringContaining('disk') },
    ]);
    (await openBackup(path, never, quiet)).close();
  });
});

describe('restoring', () => {
  test('a backup of version 1 brings its conversations up to date', async () => {
    const root = newRoot();
    const v1 = fs.readFileSync(
      join(import.meta.dirname, '../store/fixtures/conversation-v1.json'),
      'utf8',
    );
    const { id } = JSON.parse(v1) as { readonly id: string };
    put(join(root, 'conversations', `${id}.json`), v1);
    const path = join(newRoot(), 'backup.zip');
    await createBackup({
      files: nodeFileSystem,
      root,
      path,
      unsaved: new Map(),
      version: '1',
      now: Date.now,
      signal: never,
      onProgress: quiet,
    });
    const other = await programOn(newRoot());
    expect(await other.restore(path, 'merge')).toMatchObject({ added: 1, failed: 0 });
    const restored = await other.conversations.get(id);
    expect(restored.version).toBe(3);
    expect(restored.messages['01930d2e-7a00-7000-8000-000000000003']?.parts).toMatchObject([
      { kind: 'reasoning' },
      { kind: 'text' },
      { kind: 'tool_call', state: 'done' },
      { kind: 'tool_result', content: [{ kind: 'text', text: 'sunny' }], isError: false },
    ]);
    const onDisk = fs.readFileSync(join(other.root, 'conversations', `${id}.json`), 'utf8');
    expect(onDisk).toContain('"version":3');
  });

  async function changedProgram() {
    const program = await filledProgram(newRoot());
    const path = join(newRoot(), 'backup.zip');
    await program.backUp(path);
    const { conversations } = program;
    // One has changed, one was deleted, one is new.
    const { written } = await conversations.change(idOf(1), (before) => {
      const message = answer(50, idOf(11), 'later', 'complete');
      const messages = { ...before.messages, [message.id]: message };
      return { ...before, title: 'Renamed since', leafId: message.id, messages };
    });
    await written;
    await conversations.remove(idOf(2));
    const { id: newer } = await conversations.create();
    return { program, path, newer };
  }

  test('merging adds what is missing, and changes nothing that is there', async () => {
    const { program, path, newer } = await changedProgram();
    const report = await program.restore(path, 'merge');
    expect(report).toMatchObject({ added: 1, joined: 0, same: 1, trashed: 0, failed: 0 });
    const { conversations } = program;
    expect((await conversations.get(idOf(1))).title).toBe('Renamed since');
    expect(Object.keys((await conversations.get(idOf(1))).messages)).toHaveLength(2);
    expect((await conversations.get(idOf(2))).title).toBe('Conversation 2');
    expect(conversations.heads().map(({ id }) => id)).toContain(newer);
    // Restoring twice has the effect of once.
    expect(await program.restore(path, 'merge')).toMatchObject({ added: 0, joined: 0, same: 2 });
  });

  test('merging brings lost messages back into a conversation that is there', async () => {
    const { program, path } = await changedProgram();
    const { written } = await program.conversations.change(idOf(1), (before) => ({
      ...before,
      leafId: idOf(50),
      messages: { [idOf(50)]: { ...answer(50, null, 'only this', 'complete') } },
    }));
    await written;
    expect(await program.restore(path, 'merge')).toMatchObject({ joined: 1 });
    expect(Object.keys((await program.conversations.get(idOf(1))).messages)).toHaveLength(2);
  });

  test('replacing makes it as it was; what is newer is in the trash', async () => {
    const { program, path, newer } = await changedProgram();
    const temporary = await program.conversations.create((empty) => ({
      ...empty,
      temporary: true,
    }));
    const report = await program.restore(path, 'replace');
    expect(report).toMatchObject({ added: 1, replaced: 1, trashed: 1, failed: 0 });
    const { conversations } = program;
    expect((await conversations.get(idOf(1))).title).toBe('Conversation 1');
    expect(
      conversations
        .heads()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([idOf(1), idOf(2), temporary.id]);
    const trash = fs.readdirSync(join(program.root, 'trash'));
    expect(trash.some((name) => name.startsWith(newer))).toBe(true);
    const next = await programOn(program.root);
    expect(next.notices).toEqual([]);
    expect(next.conversations.heads()).toHaveLength(2);
  });

  test('a backup with a byte changed anywhere is refused, or means the same, and touches nothing', async () => {
    const program = await filledProgram(newRoot());
    const path = join(newRoot(), 'backup.zip');
    await program.backUp(path);
    const bytes = fs.readFileSync(path);
    const other = await programOn(newRoot());
    let refused = 0;
    let unharmed = 0;
    for (let index = 0; index < bytes.byteLength; index += 3) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 0x40;
      put(path, changed);
      try {
        (await openBackup(path, never, quiet)).close();
        unharmed += 1;
      } catch (error) {
        refused += 1;
        expect(error).toMatchObject({ error: { kind: 'invalid' } });
      }
    }
    expect(filesIn(other.root)).toEqual({});
    // Times and attributes in the archive's directory are ignored.
    expect(refused).toBeGreaterThan(unharmed * 2);
    console.log(`${refused} damaged backups refused, ${unharmed} with damage that means nothing`);
  }, 60_000);

  test('a backup cut off anywhere is refused', async () => {
    const program = await filledProgram(newRoot());
    const path = join(newRoot(), 'backup.zip');
    await program.backUp(path);
    const bytes = fs.readFileSync(path);
    for (let length = 0; length < bytes.byteLength; length += 17) {
      put(path, bytes.subarray(0, length));
      await expect(openBackup(path, never, quiet)).rejects.toMatchObject({
        error: { kind: 'invalid' },
      });
    }
  });

  test.each(['../evil.json', 'secrets.json', 'conversations/../../x.json', '/etc/passwd'])(
    'an archive that lists %s is refused',
    async (name) => {
      const path = join(newRoot(), 'backup.zip');
      const manifest = {
        format: 'parley-backup',
        version: 1,
        createdAt: '2026-11-01T12:00:00.000Z',
        parley: '1',
        files: [
          {
            name,
            size: 2,
            sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
          },
        ],
      };
      const entry = (entryName: string, text: string): NewEntry => ({
        name: entryName,
        modified: new Date(0),
        compress: true,
        chunks: () => [Buffer.from(text)],
      });
      async function* entries(): AsyncGenerator<NewEntry> {
        yield entry('harmless', '{}');
        yield entry('parley-backup.json', JSON.stringify(manifest));
      }
      const blocks: Uint8Array[] = [];
      for await (const block of archiveOf(entries())) blocks.push(block);
      put(path, Buffer.concat(blocks));
      await expect(openBackup(path, never, quiet)).rejects.toMatchObject({
        message: expect.stringContaining('does not belong') as string,
        error: { kind: 'invalid' },
      });
    },
  );

  test('another ZIP is told from a backup', async () => {
    const path = join(newRoot(), 'other.zip');
    put(path, 'PK nothing');
    await expect(openBackup(path, never, quiet)).rejects.toMatchObject({
      error: { kind: 'invalid' },
    });
  });
});
