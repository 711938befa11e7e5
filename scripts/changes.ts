/**
 * `npm run changes`: lists what came since the last tag, by area, to write CHANGELOG.md from. What it
 * prints is for whoever writes; the changelog is for people.
 */
import { spawnSync } from 'node:child_process';
import { byArea } from './release/changelog.ts';

function git(...parameters: readonly string[]): string | null {
  const { status, stdout } = spawnSync('git', parameters, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

const tag = git('describe', '--tags', '--abbrev=0');
const range = tag === null ? 'HEAD' : `${tag}..HEAD`;
const subjects = git('log', '--reverse', '--no-merges', '--format=%s', range) ?? '';
console.log(tag === null ? 'Since the beginning' : `Since ${tag}`);
process.stdout.write(byArea(subjects.split('\n').filter((subject) => subject !== '')));
