/**
 * Prints every regular expression whose work grows faster than its input, with the worst known
 * input: Parley's own and, with `--bundled`, those of everything in the build that main and the
 * window run themselves. The build has seven thousand: they take half an hour the first time, and
 * minutes once recheck's results are saved. Those for Parley's own are kept in the repository, so
 * that the gate need not run it again.
 */
import { join } from 'node:path';
import {
  checkAll,
  describeSuspect,
  readKnown,
  writeKnown,
  type Suspect,
} from './expressions/check.ts';
import { sortBundled } from './expressions/bundled.ts';
import { isExcepted } from './expressions/exceptions.ts';
import { findInFolder } from './expressions/find.ts';

const root = join(import.meta.dirname, '../..');

async function checkFolder(
  folder: string,
  knownFile: string,
): Promise<{ readonly suspects: readonly Suspect[]; readonly counts: string }> {
  const found = findInFolder(join(root, folder));
  const { suspects, known, asked, undecided } = await checkAll(
    found,
    readKnown(knownFile),
    (done, all) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${folder}: ${done} of ${all}`);
    },
  );
  writeKnown(knownFile, known);
  const counts = `${folder}: ${found.length} expressions, ${asked} asked about, ${undecided} undecided; ${suspects.length} outgrow their input or cannot be read`;
  return { suspects, counts };
}

async function checkOwn(): Promise<number> {
  const { suspects, counts } = await checkFolder(
    'src',
    join(import.meta.dirname, 'expressions/known.json'),
  );
  const unlisted = suspects.filter((each) => !isExcepted(each));
  for (const suspect of unlisted) console.log(describeSuspect(suspect));
  console.log(`${counts}, ${suspects.length - unlisted.length} of them are listed exceptions`);
  return unlisted.length;
}

async function checkBundled(): Promise<number> {
  const { suspects, counts } = await checkFolder('out', join(root, '.cache/expressions.json'));
  const { unlisted, listed, ended } = sortBundled(join(root, 'out'), suspects);
  for (const suspect of unlisted) console.log(describeSuspect(suspect));
  console.log(
    `${counts}: ${ended} only run where they are ended, ${listed} are in files with a listed limit, ${unlisted.length} are neither`,
  );
  return unlisted.length;
}

let wrong = await checkOwn();
if (process.argv.includes('--bundled')) wrong += await checkBundled();
// recheck runs a process that would keep this one alive.
process.exit(wrong === 0 ? 0 : 1);
