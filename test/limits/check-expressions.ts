/**
 * Prints every regular expression whose work outgrows its input, with the worst input that is known for
 * it: those of Parley, and with `--bundled` those of all that is built into it, which takes a while.
 * Writes down what recheck says of Parley's own, so that the gate need not ask again.
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
// recheck keeps a process of its own, which would hold this one.
process.exit(wrong === 0 ? 0 : 1);
