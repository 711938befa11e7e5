/**
 * `npm run package`: builds the app and creates an installer for this system in `dist/`. With
 * `PARLEY_RELEASE=1` it is signed, or the command fails; any other installer is named unsigned. The
 * bill of materials lies beside it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectNotices } from './notices/notices.ts';
import { makeSbom } from './notices/sbom.ts';
import { readCatalogues } from './desktop-words.ts';
import { writeMacWords } from './mac-words.ts';
import { isRelease, publishedConfig } from './packaging-config.ts';
import { missingFields, publisherFile, readPublisher } from './publisher.ts';

const root = join(import.meta.dirname, '..');

function run(...command: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) console.error(error.message);
  if (status !== 0) process.exit(status ?? 1);
}

const publisher = readPublisher(root);
const missing = missingFields(publisher);
if (missing.length > 0) {
  console.error(`Not filled in in ${publisherFile}: ${missing.join(', ')} (docs/publishing.md).`);
  if (isRelease(process.env)) process.exit(1);
}
const config = join('.cache', 'electron-builder.json');
mkdirSync(join(root, '.cache'), { recursive: true });
const catalogues = readCatalogues(root);
writeFileSync(
  join(root, config),
  JSON.stringify(publishedConfig(process.env, publisher, catalogues)),
);
writeMacWords(root, catalogues);
const vite = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const builder = fileURLToPath(import.meta.resolve('electron-builder/cli.js'));
run(vite, 'build', '--logLevel', 'warn');
run(join(root, 'scripts', 'notices.ts'), '--check');
run(builder, '--config', config, ...process.argv.slice(2));
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};
const epoch = Number(process.env['SOURCE_DATE_EPOCH'] ?? Math.floor(Date.now() / 1000));
const { packages } = collectNotices(root);
writeFileSync(join(root, 'dist', `sbom.cdx.json`), makeSbom(packages, { name, version, epoch }));
