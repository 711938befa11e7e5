/**
 * `npm run notices`: writes the third-party notices for the packages in the last build. With
 * `--check`, only checks that the notices in the repository are up to date; the gate does so after
 * the build.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowedLicences } from './notices/licences.ts';
import { collectNotices, forbidden, serializeNotices } from './notices/notices.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'resources', 'third-party-notices.json');

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

try {
  const notices = collectNotices(root);
  const refused = forbidden(notices);
  if (refused.length > 0) {
    const list = refused.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`);
    fail(`These licences are not on the list (${allowedLicences.join(', ')}):\n${list.join('\n')}`);
  }
  const text = serializeNotices(notices);
  const isSame = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (process.argv.includes('--check')) {
    if (!isSame) fail('The notices of third parties are out of date: run npm run notices.');
  } else if (!isSame) writeFileSync(file, text);
  console.log(`Notices for ${notices.packages.length} packages`);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
