import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { textOf } from '../../src/shared/model/conversation-views.ts';
import { launchParley } from './launch.ts';
import { answered, ask, controls, savedMessages, seedSettings, test } from './parley.ts';
import { names } from './names.ts';
import { removeFolder } from '../scratch.ts';

/**
 * A disk that can refuse writes: a small one that is filled up, or, without permission to mount
 * one, a locked folder.
 */
function refusingDisk() {
  const base = mkdtempSync(join(tmpdir(), 'parley-disk-'));
  const folder = join(base, 'data');
  mkdirSync(folder);
  /** `script` receives the folder as $1. */
  const shell = (script: string): boolean =>
    spawnSync('sh', ['-c', script, 'sh', folder]).status === 0;
  const mounted = shell('mount -t tmpfs -o size=2m tmpfs "$1"');
  const ballast = join(folder, 'ballast');
  const conversations = join(folder, 'conversations');
  return {
    base,
    folder,
    words: mounted ? 'The disk is full.' : 'not allowed to write',
    refuse() {
      if (!mounted) {
        chmodSync(conversations, 0o500);
        return;
      }
      const fd = openSync(ballast, 'w');
      for (let block = 65_536; block >= 1;) {
        try {
          writeSync(fd, Buffer.alloc(block, 'x'));
        } catch {
          block = Math.floor(block / 2);
        }
      }
      closeSync(fd);
    },
    relent() {
      if (mounted) unlinkSync(ballast);
      else chmodSync(conversations, 0o700);
    },
    leave() {
      if (mounted) shell('umount "$1"');
      removeFolder(base);
    },
  };
}

test('a disk that fills up in mid-stream: the window says so, a copy goes elsewhere, and all arrives later', async ({
  provider,
}) => {
  const disk = refusingDisk();
  seedSettings(disk.folder, provider, { automaticBackups: false });
  const parley = await launchParley({ env: { PARLEY_USER_DATA: disk.folder } });
  const { page, app } = parley;
  const ui = controls(page);
  await ask(page, 'Before');
  await answered(page);
  const live = provider.live();
  await ask(page, 'While it fills up');
  await live.write('The first half ');
  await expect(ui.answers.last()).toContainText('The first half');
  disk.refuse();
  await live.write(`and the second${'.'.repeat(20_000)}`);
  const unsaved = page.getByRole('alert').filter({ hasText: 'Not saved:' });
  await expect(unsaved).toContainText(disk.words);
  await expect(ui.answers.last()).toContainText('and the second');
  await live.finish('stop');
  await answered(page);
  await expect(unsaved).toBeVisible();

  // Still full: a retry changes nothing and loses nothing.
  await unsaved.getByRole('button', { name: names.retry }).click();
  await expect(unsaved.getByRole('button', { name: names.retry })).toBeEnabled();
  await expect(unsaved).toContainText(disk.words);

  const copy = join(disk.base, 'copy.zip');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, copy);
  await unsaved.getByRole('button', { name: names.saveACopyElsewhere }).click();
  await expect(unsaved).toContainText('Backed up 1 conversation');
  expect(existsSync(copy) && statSync(copy).size).toBeGreaterThan(500);

  disk.relent();
  await unsaved.getByRole('button', { name: names.retry }).click();
  await expect(unsaved).toHaveCount(0);
  const texts = savedMessages(disk.folder).map(textOf);
  expect(texts).toHaveLength(4);
  expect(texts[2]).toBe('While it fills up');
  expect(texts[3]).toBe(`The first half and the second${'.'.repeat(20_000)}`);
  await parley.close();

  // The other folder contains everything the disk had refused.
  const fresh = await launchParley({ prepare: (folder) => seedSettings(folder, provider) });
  await fresh.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, copy);
  const there = controls(fresh.page);
  await there.settingsButton.click();
  await there.settings.getByRole('tab', { name: names.data }).click();
  await there.settings.getByRole('button', { name: names.restoreFromAFile }).click();
  await there.settings.getByRole('button', { name: names.addWhatIsMissing }).click();
  await expect(there.settings.getByText(/^Restored: 1 added/)).toBeVisible();
  await expect.poll(() => savedMessages(fresh.userData).map(textOf)[3]).toBe(texts[3]);
  await fresh.close();
  disk.leave();
});

const id = (n: number): string => `019c0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

function fileOf(n: number, title: string, more: object = {}): string {
  const createdAt = '2026-11-01T12:00:00.000Z';
  const message = (m: number, role: string, text: string) => ({
    id: id(m),
    parentId: role === 'assistant' ? id(m - 1) : null,
    role,
    parts: [{ kind: 'text', text }],
    status: 'complete',
    createdAt,
  });
  const head = {
    version: 2,
    id: id(n),
    title,
    titledBy: 'person',
    createdAt,
    updatedAt: createdAt,
    systemPrompt: null,
    providerId: null,
    model: 'm',
    leafId: id(n * 16 + 1),
    ...more,
  };
  const lines = [
    message(n * 16, 'user', `${title}?`),
    message(n * 16 + 1, 'assistant', `${title}!`),
  ]
    .map((each) => `${JSON.stringify(each.id)}:${JSON.stringify(each)}`)
    .join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"messages":{\n${lines}\n}}`;
}

test('a damaged file is told by its title, with what was saved and where the original is; one of a newer version says that it can only be read', async ({
  provider,
}) => {
  const damaged = fileOf(1, 'Torn').slice(0, -60);
  const newer = fileOf(2, 'From tomorrow', { version: 9, unheardOf: true });
  const parley = await launchParley({
    prepare(userData) {
      seedSettings(userData, provider);
      const folder = join(userData, 'conversations');
      mkdirSync(folder);
      writeFileSync(join(folder, `${id(1)}.json`), damaged);
      writeFileSync(join(folder, `${id(2)}.json`), newer);
      writeFileSync(join(folder, `${id(3)}.json`), fileOf(3, 'Sound'));
    },
  });
  const { page, userData } = parley;
  const ui = controls(page);
  const notice = page.getByRole('alert').filter({ hasText: '“Torn”' });
  await expect(notice).toContainText('The file was damaged: 1 message could be saved');
  const quarantine = join(userData, 'quarantine');
  await expect(notice).toContainText(`The original is kept in ${quarantine}`);
  const [original = ''] = readdirSync(quarantine).filter((name) => name.endsWith('.json'));
  expect(readFileSync(join(quarantine, original), 'utf8')).toBe(damaged);
  await notice.getByRole('button', { name: names.dismiss }).click();
  await expect(notice).toHaveCount(0);

  const open = (title: string) => ui.conversations.getByRole('button', { name: title }).click();
  await open('Torn');
  await expect(ui.questions.last()).toContainText('Torn?');
  await open('Sound');
  await expect(ui.answers.last()).toContainText('Sound!');
  await open('From tomorrow');
  await expect(ui.answers.last()).toContainText('From tomorrow!');
  await expect(page.getByText(/saved by a newer version of Parley.*update Parley/i)).toBeVisible();
  await expect(ui.composer).toHaveCount(0);
  await parley.close();
  expect(readFileSync(join(userData, 'conversations', `${id(2)}.json`), 'utf8')).toBe(newer);
});
