/**
 * Decides in a workflow whether its packages are a release: they are if there is a certificate for
 * this system, or if the system needs none. Says so to the steps that follow.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingFields, readPublisher } from '../publisher.ts';
import { isReleaseBuild } from './is-release-build.ts';

const { env, platform } = process;
const missing = missingFields(readPublisher(join(import.meta.dirname, '..', '..')));
const isRelease = isReleaseBuild({ platform, certificate: env['CSC_LINK'], missing });
const lines = [`PARLEY_RELEASE=${isRelease ? '1' : '0'}`];
const key = env['APPLE_API_KEY'];
if (platform === 'darwin' && isRelease && key !== undefined && key !== '') {
  // electron-builder takes a path.
  const file = join(tmpdir(), 'apple-api-key.p8');
  writeFileSync(file, key, { mode: 0o600 });
  lines.push(`APPLE_API_KEY=${file}`);
}
const target = env['GITHUB_ENV'];
if (target !== undefined) appendFileSync(target, `${lines.join('\n')}\n`);
console.log(isRelease ? 'A release' : 'Unsigned packages');
