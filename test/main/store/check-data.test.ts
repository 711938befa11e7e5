import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, filledProgram } from '../backup/rig.ts';
import { answer, idOf } from './samples.ts';
import { fileOf, newRoot, put } from './support.ts';

function check(root: string): {
  readonly status: number | null;
  readonly lines: readonly string[];
} {
  const script = join(import.meta.dirname, '../../../scripts/check-data.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, root], {
    encoding: 'utf8',
  });
  return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
}

test('a sound folder is said to be sound', async () => {
  const { root } = await filledProgram(newRoot());
  const { status, lines } = check(root);
  expect(lines).toEqual([
    'note     trash/: holds 1',
    '6 sound, 1 to know of, 0 damaged, 0 lost; nothing was changed',
  ]);
  expect(status).toBe(0);
});

test('what is damaged is named with what would be salvaged, and not a byte is changed', async () => {
  const { root } = await filledProgram(newRoot());
  const text = fs.readFileSync(fileOf(root, idOf(1)), 'utf8');
  put(fileOf(root, idOf(1)), text.slice(0, -10));
  put(fileOf(root, idOf(4)), 'nothing that anybody knows');
  put(
    fileOf(root, idOf(5)),
    text.replaceAll(idOf(1), idOf(5)).replace('"version":3', '"version":9'),
  );
  const growing = answer(60, idOf(12), 'Once', 'streaming');
  put(fileOf(root, idOf(2), 'journal'), `${JSON.stringify({ kind: 'whole', message: growing })}\n`);
  put(join(root, 'conversations', '.left.json.1-1.tmp'), 'half');
  put(join(root, 'conversations', 'mine.txt'), 'mine');
  put(join(root, 'settings.json'), '{"version":1,"theme":"pink"}');
  fs.mkdirSync(join(root, 'spending'));
  const paid = '{"v":1,"at":"2026-11-15T12:00:00.000Z","for":"title","provider":"p","model":"m"}';
  put(join(root, 'spending', '2026-09.jsonl'), `\n${paid}\n`);
  put(join(root, 'spending', '2026-10.jsonl'), `${paid}\n{"v":2,"price":1}\n`);
  put(join(root, 'spending', '2026-11.jsonl'), `{"v":2}\n${paid}\n{"v":1,"at":"20`);
  put(join(root, 'drafts', `${idOf(1)}.json`), '{');
  const [sha256 = ''] = fs.readdirSync(join(root, 'attachments'));
  put(join(root, 'attachments', sha256), 'other bytes');
  const before = filesIn(root);
  const { status, lines } = check(root);
  const found = lines.join('\n');
  expect(found).toContain(`damaged  conversations/${idOf(1)}.json: “Conversation 1”`);
  expect(found).toContain(`lost     conversations/${idOf(4)}.json`);
  expect(found).toContain(
    `note     conversations/${idOf(5)}.json: This conversation was saved by a newer`,
  );
  expect(found).toContain(
    `note     conversations/${idOf(2)}.json: “Conversation 2”: an answer was cut off`,
  );
  expect(found).toContain('was left half written');
  expect(found).toContain('is not of Parley');
  expect(found).toContain('settings.json: back to normal would be: theme');
  expect(found).toContain('is not what was attached');
  expect(found).not.toContain('2026-09');
  expect(found).toContain(
    'note     spending/2026-10.jsonl: damaged lines: 0, lines by a newer Parley: 1',
  );
  expect(found).toContain(
    'damaged  spending/2026-11.jsonl: damaged lines: 1, lines by a newer Parley: 1',
  );
  expect(lines.at(-1)).toContain('5 damaged, 1 lost; nothing was changed');
  expect(status).toBe(1);
  expect(filesIn(root)).toEqual(before);
});

test('a folder that is not there is an error of its own', () => {
  expect(check(join(newRoot(), 'nowhere')).status).toBe(2);
});
