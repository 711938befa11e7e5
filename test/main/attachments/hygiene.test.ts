import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createAttachments } from '../../../src/main/attachments/attachments.ts';
import { drawNothing } from '../../../src/main/attachments/page-pictures.ts';
import { createPdfContents } from '../../../src/main/attachments/pdf-contents.ts';
import { checkData } from '../../../src/main/store/check-data.ts';
import { nodeFileSystem } from '../../../src/main/disk/file-system.ts';
import type { Message } from '../../../src/shared/model/conversation.ts';
import { entriesOf, conversationOf, said, take, text } from '../transfer/export/rig.ts';
import { openProfile } from '../search/profile.ts';
import { createRig } from '../search/support.ts';
import { storeOn } from '../store/support.ts';
import { foreignFiles } from './foreign-files.ts';
import { png } from './samples.ts';
import { removeFolder } from '../../scratch.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) removeFolder(folder);
});

/** A conversation with an image and a file, attached as the window does it. */
async function attachedConversation() {
  const profile = await openProfile();
  const pdfs = createPdfContents(
    profile.attachments,
    () => Promise.resolve({ kind: 'damaged' }),
    drawNothing,
  );
  const attachments = createAttachments(
    profile.attachments,
    pdfs,
    foreignFiles(profile.attachments),
  );
  const folder = mkdtempSync(join(tmpdir(), 'parley-given-'));
  folders.push(folder);
  writeFileSync(join(folder, 'Katze im Garten.png'), png(30, 20));
  writeFileSync(join(folder, 'Umsätze.csv'), 'Jahr,Euro\n2026,12\n');
  const image = await attachments.addFile(join(folder, 'Katze im Garten.png'), null);
  const file = await attachments.addFile(join(folder, 'Umsätze.csv'), null);
  const asked: Message = said('user', null, [image, file, text('What is this?')]);
  const conversation = conversationOf('With attachments', [asked]);
  await profile.conversations.add(conversation);
  await profile.kept();
  return { profile, image, file, asked, conversation };
}

test('an export has what was attached, and as JSON comes back the same', async () => {
  const { profile, image, file, conversation } = await attachedConversation();
  const bytes = { image: png(30, 20), file: Buffer.from('Jahr,Euro\n2026,12\n') };
  for (const format of ['markdown', 'text'] as const) {
    const { path } = await take(profile, [conversation.id], { format });
    const entries = await entriesOf(path);
    const names = [...entries.keys()].join('\n');
    expect(names).toContain('Katze im Garten.png');
    expect(names).toContain('Umsätze.csv');
    expect([...entries.values()]).toContain(bytes.file.toString());
  }
  const html = await take(profile, [conversation.id], { format: 'html' });
  expect(readFileSync(html.path, 'utf8')).toContain(bytes.image.toString('base64'));
  expect(readFileSync(html.path, 'utf8')).toContain('Umsätze.csv');

  const json = await take(profile, [conversation.id]);
  const other = await openProfile();
  await other.bringIn(json.path);
  expect(await other.conversations.get(conversation.id)).toEqual(conversation);
  expect(other.attachmentBytes(image.attachment).equals(bytes.image)).toBe(true);
  expect(other.attachmentBytes(file.attachment).equals(bytes.file)).toBe(true);
});

test('search finds them by kind and by name', async () => {
  const { asked, conversation } = await attachedConversation();
  const rig = createRig();
  rig.write(conversation);
  const library = rig.open();
  await library.settled();
  for (const query of ['has:image', 'has:file', 'katze', 'umsatze has:file']) {
    expect(await library.search(query, 10), query).toMatchObject({
      kind: 'found',
      hits: [{ messageId: asked.id }],
    });
  }
  await rig.dispose();
});

test('a deleted conversation takes nothing from one that has the same file; a lost one is named', async () => {
  const { profile, image, asked, conversation } = await attachedConversation();
  const copy = conversationOf('The same picture', [said('user', null, [image])]);
  await profile.conversations.add(copy);
  await profile.conversations.remove(conversation.id);
  await profile.kept();
  expect(profile.attachmentBytes(image.attachment).equals(png(30, 20))).toBe(true);
  expect(asked.parts).toContain(image);

  const store = await storeOn(profile.root);
  await store.conversations.load();
  store.drafts.set(null, '', {
    attachments: [{ ...image, attachment: 'f'.repeat(64) }],
  });
  await store.conversations.flush();
  const lost: string[] = [];
  for await (const finding of checkData(nodeFileSystem, profile.root)) {
    if (finding.kind === 'lost') lost.push(`${finding.name} ${finding.message}`);
  }
  expect(lost).toEqual([`attachments/${'f'.repeat(64)} is missing; drafts/new.json names it`]);
});
