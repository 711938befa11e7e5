/**
 * `npm run release:sign -- <folder> [--rollout 20]`: writes the signed list of updates for the
 * packages in a folder. The private key is in `PARLEY_UPDATE_KEY`, and in `PARLEY_UPDATE_KEY_NEXT`
 * the one that will replace it. With `--new-key`, prints a new pair of keys and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { manifestName } from '../../src/main/updates/manifest.ts';
import { readPublisher } from '../publisher.ts';
import { notesOf } from './changelog.ts';
import { makeUpdateList, newKeys, privateKeyOf } from './update-list.ts';

const root = join(import.meta.dirname, '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'new-key': { type: 'boolean', default: false },
    rollout: { type: 'string', default: '100' },
  },
});

async function sign(folder: string): Promise<void> {
  const { updateFeed, updateKeys } = readPublisher(root);
  if (updateFeed === null) {
    console.log('publisher.json names no updateFeed: there is no list of updates.');
    return;
  }
  const given = [process.env['PARLEY_UPDATE_KEY'], process.env['PARLEY_UPDATE_KEY_NEXT']];
  const keys = given
    .filter((key) => key !== undefined && key !== '')
    .map((key) => privateKeyOf(key ?? ''));
  if (keys.length === 0) throw new Error('PARLEY_UPDATE_KEY has to hold the private key.');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const list = await makeUpdateList({
    folder,
    version,
    notes: notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version),
    rollout: Number(values.rollout),
    issuedAt: new Date().toISOString(),
    keys,
    trusted: updateKeys,
  });
  writeFileSync(join(folder, manifestName), list);
  console.log(`${manifestName} is in ${folder}.`);
}

const [folder] = positionals;
if (values['new-key']) {
  const { publicKey, privateKey } = newKeys();
  console.log(`public, for updateKeys in publisher.json: ${publicKey}`);
  console.log(`private, for a safe and for PARLEY_UPDATE_KEY: ${privateKey}`);
} else if (folder === undefined) {
  console.error('Name the folder with the packages.');
  process.exit(2);
} else {
  try {
    await sign(folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
