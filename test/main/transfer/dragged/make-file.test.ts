import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { codePrint } from '../../../../src/shared/code-print.ts';
import { nodeFileSystem } from '../../../../src/main/disk/file-system.ts';
import {
  clearLeftDrags,
  createDraggedFiles,
} from '../../../../src/main/transfer/dragged/dragged-files.ts';
import { makeFile, type DraggedOut } from '../../../../src/main/transfer/dragged/make-file.ts';
import { commands } from '../../../../src/shared/contract/index.ts';
import type { AttachmentPart, Conversation } from '../../../../src/shared/model/conversation.ts';
import { png } from '../../attachments/samples.ts';
import { nodeConfined } from '../../confined/rig.ts';
import { openProfile } from '../../search/profile.ts';
import { newRoot } from '../../store/support.ts';
import { conversationOf, once, said } from '../export/rig.ts';

async function rig(rest: Partial<Conversation> = {}) {
  const { attachments } = await openProfile();
  const picture = png(8, 8);
  const { sha256: attachment } = await attachments.put(once(picture), null);
  const part: AttachmentPart = {
    kind: 'image',
    attachment,
    name: '../a cat',
    mediaType: 'image/png',
    size: picture.length,
    width: 8,
    height: 8,
  };
  const question = said('user', null, [{ kind: 'text', text: 'What is it?' }, part]);
  const answer = said('assistant', question.id, [
    { kind: 'text', text: 'A cat:\n\n```html\n<b>cat</b>\n```' },
  ]);
  const conversation = conversationOf('Cats: a/b', [question, answer], rest);
  const root = newRoot();
  const problems: unknown[] = [];
  const dragged = createDraggedFiles(root, (error) => problems.push(error));
  const make = (what: DraggedOut): Promise<string> =>
    makeFile(
      {
        conversation: async () => conversation,
        attachments,
        files: nodeFileSystem,
        confined: nodeConfined(),
        mathFont: () => Promise.resolve(null),
        pdf: { print: () => Promise.reject(new Error('Nothing is printed.')) },
      },
      what,
      () => dragged.folder(),
    );
  const conversationId = conversation.id;
  return { make, root, dragged, problems, picture, attachment, question, answer, conversationId };
}

test('what is dragged is a file with a sensible name, which only this user can read', async () => {
  const { make, root, picture, attachment, question, answer, conversationId } = await rig();
  const code = { conversationId, messageId: answer.id, print: codePrint('<b>cat</b>') };
  const made = {
    message: await make({ kind: 'message', conversationId, messageId: answer.id }),
    withPicture: await make({ kind: 'message', conversationId, messageId: question.id }),
    conversation: await make({ kind: 'conversation', conversationId }),
    attachment: await make({ kind: 'attachment', conversationId, attachment }),
    code: await make({ kind: 'code', ...code }),
    draft: await make({ kind: 'draft', conversationId: null, attachment, name: '../my cat' }),
    named: await make({ kind: 'draft', conversationId, attachment, name: 'my.jpeg' }),
    picture: await make({ kind: 'picture', conversationId, bytes: new Uint8Array(picture) }),
  };
  expect(Object.values(made).map((path) => basename(path))).toEqual([
    'Cats a b.md',
    'Cats a b.zip',
    'Cats a b.zip',
    'a cat.png',
    'Cats a b.html',
    'my cat.png',
    'my.jpeg',
    'Cats a b.png',
  ]);
  expect(fs.readFileSync(made.message, 'utf8')).toContain('```html\n<b>cat</b>\n```');
  expect(fs.readFileSync(made.message, 'utf8')).not.toContain('What is it?');
  expect(fs.readFileSync(made.attachment)).toEqual(Buffer.from(picture));
  expect(fs.readFileSync(made.code, 'utf8')).toBe('<b>cat</b>\n');
  for (const path of Object.values(made)) {
    expect(path.startsWith(root)).toBe(true);
    if (process.platform === 'win32') continue;
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
    expect(fs.statSync(dirname(path)).mode & 0o777).toBe(0o700);
  }
});

test('nothing is made of what is not there, nor of a path or a text', async () => {
  const { make, root, answer, conversationId } = await rig();
  const code = { conversationId, messageId: answer.id, print: codePrint('something else') };
  await expect(make({ kind: 'code', ...code })).rejects.toMatchObject({
    error: { code: 'code_gone' },
  });
  const missing = 'a'.repeat(64);
  await expect(
    make({ kind: 'attachment', conversationId, attachment: missing }),
  ).rejects.toMatchObject({ error: { code: 'file_gone' } });
  await expect(
    make({ kind: 'draft', conversationId: null, attachment: missing, name: 'a' }),
  ).rejects.toMatchObject({ error: { code: 'file_gone' } });
  // What is no picture is not written, whatever the window says.
  const bytes = new Uint8Array(Buffer.from('#!/bin/sh\necho'));
  await expect(make({ kind: 'picture', conversationId, bytes })).rejects.toMatchObject({
    error: { code: 'drag_failed' },
  });
  const left = fs.readdirSync(root).flatMap((folder) => fs.readdirSync(join(root, folder)));
  expect(left).toEqual([]);
  const { input } = commands['library.dragOut'];
  for (const attachment of ['/etc/passwd', '../x', `${missing}/..`]) {
    expect(input.safeParse({ kind: 'attachment', conversationId, attachment }).success).toBe(false);
  }
});

test('nothing of a temporary conversation gets onto the disk', async () => {
  const { make, root, answer, attachment, conversationId } = await rig({ temporary: true });
  const print = codePrint('<b>cat</b>');
  for (const what of [
    { kind: 'conversation', conversationId },
    { kind: 'message', conversationId, messageId: answer.id },
    { kind: 'attachment', conversationId, attachment },
    { kind: 'code', conversationId, messageId: answer.id, print },
    { kind: 'draft', conversationId, attachment, name: 'a' },
    { kind: 'picture', conversationId, bytes: new Uint8Array(png(8, 8)) },
  ] as const) {
    await expect(make(what)).rejects.toMatchObject({ error: { code: 'drag_temporary' } });
  }
  expect(fs.readdirSync(root)).toEqual([]);
});

test('files of drags are gone when Parley ends, and those of a killed one at the next start', async () => {
  const { make, root, dragged, problems, conversationId } = await rig();
  const what = { kind: 'conversation', conversationId } as const;
  for (let drag = 0; drag < 25; drag += 1) await make(what);
  const own = fs.readdirSync(root);
  expect(own).toHaveLength(20);
  for (const name of own) expect(name).toMatch(new RegExp(`^parley-drag-${process.pid}-`, 'u'));
  // No process has this number, on any system.
  const left = join(root, 'parley-drag-2147483647-abc');
  fs.mkdirSync(join(left, '1'), { recursive: true });
  fs.writeFileSync(join(left, '1', 'a.md'), 'a');
  fs.symlinkSync(newRoot(), join(root, 'parley-drag-2147483646-abc'));
  fs.mkdirSync(join(root, 'parley-drag-mine'));
  // Of another Parley that runs.
  const other = `parley-drag-${process.ppid}-abc`;
  fs.mkdirSync(join(root, other));
  await clearLeftDrags(root, (error) => problems.push(error));
  expect(fs.readdirSync(root).toSorted()).toEqual(
    [...own, other, 'parley-drag-2147483646-abc', 'parley-drag-mine'].toSorted(),
  );
  // The system may have emptied its temporary folder meanwhile.
  for (const name of own) fs.rmSync(join(root, name), { recursive: true });
  expect(fs.existsSync(await make(what))).toBe(true);
  await dragged.clear();
  expect(fs.readdirSync(root)).toHaveLength(3);
  await dragged.clear();
  expect(problems).toEqual([]);
});
