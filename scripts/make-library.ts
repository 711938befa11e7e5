/**
 * `npm run make-library -- --conversations 10000 --messages 100000 --out <dir>`: writes a data
 * folder with generated conversations in many languages. The same seed gives the same data. Start
 * Parley on it with `PARLEY_USER_DATA=<dir>`.
 */
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { writeLibrary } from '../test/bench/library/generate.ts';

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '10000' },
    messages: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});

function count(name: 'conversations' | 'messages' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} has to be a whole number`);
  process.exit(2);
}

if (values.out === undefined) {
  console.error('--out has to name a folder');
  process.exit(2);
}
const root = resolve(values.out);
const start = performance.now();
const { files, bytes } = writeLibrary(root, {
  seed: count('seed'),
  conversations: count('conversations'),
  messages: count('messages'),
});
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`${files} conversations, ${(bytes / 1e6).toFixed(1)} MB, in ${root} (${seconds} s)`);
