/**
 * Gathers the packages of all systems into one folder: `gather.ts <from> <to>`. Writes the checksums
 * beside them, and the notes of the release from CHANGELOG.md.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { notesOf } from './changelog.ts';
import { placeOf } from './place-of.ts';

const [from = 'packages', to = 'release'] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};
mkdirSync(to, { recursive: true });
const taken = new Set<string>();
for (const path of readdirSync(from, { recursive: true }).map(String).toSorted()) {
  const file = join(from, path);
  if (!statSync(file).isFile()) continue;
  const name = placeOf(path);
  if (taken.has(name)) throw new Error(`Two files are called ${name}.`);
  taken.add(name);
  cpSync(file, join(to, name));
}
const sums = [...taken].toSorted().map((name) => {
  const hash = createHash('sha256').update(readFileSync(join(to, name)));
  return `${hash.digest('hex')}  ${basename(name)}\n`;
});
writeFileSync(join(to, 'SHA256SUMS'), sums.join(''));
writeFileSync(
  'release-notes.md',
  notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version),
);
console.log(`${sums.length} files`);
