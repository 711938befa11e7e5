/**
 * Prints every regular expression whose work grows faster than its input, with the worst known
 * input: Parley's own and, with `--bundled`, those of everything in the build, which takes a while.
 * Saves recheck's results for Parley's own, so that the gate need not run it again.
 */
import { join } from 'node:path';
import { checkAll, describeSuspect, readKnown, writeKnown } from './expressions/check.ts';
import { isExcepted } from './expressions/exceptions.ts';
import { findInFolder } from './expressions/find.ts';

const root = join(import.meta.dirname, '../..');

async function checkFolder(folder: string, knownFile: string): Promise<number> {
  const found = findInFolder(join(root, folder));
  const { suspects, known, asked } = await checkAll(found, readKnown(knownFile), (done, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${folder}: ${done} of ${all}`);
  });
  writeKnown(knownFile, known);
  const unlisted = folder === 'src' ? suspects.filter((each) => !isExcepted(each)) : suspects;
  for (const suspect of unlisted) console.log(describeSuspect(suspect));
  console.log(
    `${folder}: ${found.length} expressions, ${asked} asked about; ${suspects.length} outgrow their input or cannot be read, ${suspects.length - unlisted.length} of them are listed exceptions`,
  );
  return unlisted.length;
}

const wrong = await checkFolder('src', join(import.meta.dirname, 'expressions/known.json'));
if (process.argv.includes('--bundled')) {
  await checkFolder('out', join(root, '.cache/expressions.json'));
}
// recheck runs a process that would keep this one alive.
process.exit(wrong === 0 ? 0 : 1);
