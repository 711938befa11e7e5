/**
 * Checks a data folder without changing it and prints what Parley would salvage: `npm run
 * check-data -- <folder>`. Exits with 0 if everything is sound, 1 if something is damaged, 2 if the
 * folder cannot be read.
 */
import { resolve } from 'node:path';
import { checkData } from '../src/main/store/check-data.ts';
import { nodeFileSystem } from '../src/main/disk/file-system.ts';

const [, , folder] = process.argv;
if (folder === undefined) {
  console.error('Which folder? npm run check-data -- <folder>');
  process.exit(2);
}
const counts = { sound: 0, note: 0, damaged: 0, lost: 0 };
try {
  for await (const { kind, name, message } of checkData(nodeFileSystem, resolve(folder))) {
    counts[kind] += 1;
    if (kind !== 'sound') console.log(`${kind.padEnd(8)} ${name}: ${message}`);
  }
} catch (error) {
  console.error(`${folder} cannot be read: ${String(error)}`);
  process.exit(2);
}
const { sound, note, damaged, lost } = counts;
console.log(
  `${sound} sound, ${note} to know of, ${damaged} damaged, ${lost} lost; nothing was changed`,
);
process.exitCode = damaged + lost > 0 ? 1 : 0;
