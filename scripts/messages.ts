/**
 * `npm run messages`: checks the messages of all languages, and writes the types of their
 * arguments. With `--check`, only says what is wrong or out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { problemsOf, type Messages } from './messages/check-catalogue.ts';
import { typesOf } from './messages/types-of.ts';

const folder = join(import.meta.dirname, '../src/shared/language');
const typesFile = join(folder, 'messages.ts');

function readCatalogue(tag: string): Messages {
  return JSON.parse(readFileSync(join(folder, 'locales', `${tag}.json`), 'utf8')) as Messages;
}

const source = readCatalogue('en');
const tags = readdirSync(join(folder, 'locales')).map((file) => basename(file, '.json'));
const problems = tags.flatMap((tag) => problemsOf(tag, readCatalogue(tag), source));
if (problems.length === 0) {
  const types = typesOf(source);
  if (process.argv.includes('--check')) {
    if (readFileSync(typesFile, 'utf8') !== types) {
      problems.push('The types are out of date: run `npm run messages`.');
    }
  } else writeFileSync(typesFile, types);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
