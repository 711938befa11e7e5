/**
 * `npm run messages`: checks the messages of all languages, and writes the types of their
 * arguments and the list of languages. With `--check`, only says what is wrong or out of date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { problemsOf, type Messages } from './messages/check-catalogue.ts';
import { translationsOf } from './messages/translations-of.ts';
import { typesOf } from './messages/types-of.ts';

const folder = join(import.meta.dirname, '../src/shared/language');
const typesFile = join(folder, 'messages.ts');
const translationsFile = join(folder, 'translations.ts');

function readCatalogue(tag: string): Messages {
  return JSON.parse(readFileSync(join(folder, 'locales', `${tag}.json`), 'utf8')) as Messages;
}

const source = readCatalogue('en');
const tags = readdirSync(join(folder, 'locales')).map((file) => basename(file, '.json'));
const problems = tags.flatMap((tag) => problemsOf(tag, readCatalogue(tag), source));
// A message can be used before it is translated.
if (problemsOf('en', source, source).length === 0) {
  const made = [
    [typesFile, typesOf(source)],
    [translationsFile, translationsOf(tags)],
  ] as const;
  for (const [file, text] of made) {
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      problems.push(`${basename(file)} is out of date: run \`npm run messages\`.`);
    }
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
