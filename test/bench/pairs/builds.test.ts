import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { benches } from '../benches.ts';
import { buildHere, haveDifferentBenches, prepareBuild, type TemporaryBuild } from './builds.ts';
import { commandFor } from './compare-builds.ts';

let root = '';
const opened: TemporaryBuild[] = [];

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

function put(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

const lockfile = (version: string): string =>
  JSON.stringify({
    name: 'small',
    version,
    lockfileVersion: 3,
    packages: { '': { name: 'small', version } },
  });

/** The output of its build: a copy of its source. */
const builder = `
  const { cpSync, mkdirSync } = require('node:fs');
  mkdirSync('out/main', { recursive: true });
  cpSync('src.js', 'out/main/index.js');
`;

function commit(version: string, source: string): string {
  put(
    'package.json',
    JSON.stringify({ name: 'small', version, scripts: { build: 'node build.cjs' } }),
  );
  put('package-lock.json', lockfile(version));
  put('build.cjs', builder);
  put('src.js', source);
  put('.gitignore', 'out\nnode_modules\n.cache\n');
  put('scripts/runtime.ts', `// ${source}`);
  git('add', '-A');
  git('commit', '-q', '-m', `small: ${source}`);
  return git('rev-parse', 'HEAD');
}

function prepare(against: string): TemporaryBuild {
  const build = prepareBuild(root, against);
  opened.push(build);
  return build;
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'parley-pairs-test-')));
  git('init', '-q');
});
afterEach(() => {
  for (const build of opened.splice(0)) build.remove();
  rmSync(root, { recursive: true });
});

describe('a build to compare with', () => {
  it('is made of a commit in a worktree that goes away again, and leaves the checkout alone', () => {
    commit('1.0.0', 'old');
    put('test/bench/figures.ts', '');
    commit('1.0.0', 'new');
    put('node_modules/package/index.js', 'a package');
    put('src.js', 'not committed');
    const build = prepare('HEAD~1');
    expect(readFileSync(join(build.folder, 'out/main/index.js'), 'utf8')).toBe('old');
    expect(build.description).toMatch(/^[0-9a-f]+ small: old$/);
    const packages = join(build.folder, 'node_modules');
    expect(realpathSync(packages)).toBe(packages);
    const file = 'package/index.js';
    expect(statSync(join(packages, file)).ino).toBe(statSync(join(root, 'node_modules', file)).ino);
    expect(readFileSync(join(root, 'src.js'), 'utf8')).toBe('not committed');
    expect(existsSync(join(root, 'out'))).toBe(false);
    build.remove();
    opened.splice(0);
    expect(existsSync(build.folder)).toBe(false);
    expect(readFileSync(join(root, 'node_modules', file), 'utf8')).toBe('a package');
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  it('has packages of its own if it wants other ones', () => {
    put('test/bench/figures.ts', '');
    commit('1.0.0', 'old');
    commit('2.0.0', 'new');
    put('node_modules/package/index.js', 'a package');
    const build = prepare('HEAD~1');
    expect(existsSync(join(build.folder, 'node_modules/package'))).toBe(false);
    expect(existsSync(join(build.folder, 'out/main/index.js'))).toBe(true);
  });

  it('is measured by its own bench, or by that of now if it has none that prints JSON', () => {
    commit('1.0.0', 'oldest');
    put('test/bench/figures.ts', '// first');
    commit('1.0.0', 'older');
    put('test/bench/figures.ts', '// second');
    commit('1.0.0', 'new');
    mkdirSync(join(root, 'node_modules'));
    const older = prepare('HEAD~1');
    expect(older.bench).toBe('own');
    const bench = join(older.folder, 'test/bench/figures.ts');
    expect(readFileSync(bench, 'utf8')).toBe('// first');
    const here = { folder: root, description: '', bench: 'own' } as const;
    expect(haveDifferentBenches(older, here)).toBe(true);
    const oldest = prepare('HEAD~2');
    expect(oldest.bench).toBe('laid over');
    expect(readFileSync(join(oldest.folder, 'test/bench/figures.ts'), 'utf8')).toBe('// second');
    expect(readFileSync(join(oldest.folder, 'scripts/runtime.ts'), 'utf8')).toBe('// new');
    expect(haveDifferentBenches(oldest, here)).toBe(false);
  });

  it('is a folder as it is, if that has one', () => {
    commit('1.0.0', 'this');
    expect(() => prepare('.')).toThrow('has no build');
    expect(buildHere(root)).toMatchObject({ folder: root, bench: 'own' });
    expect(readFileSync(join(root, 'out/main/index.js'), 'utf8')).toBe('this');
    put('out/main/index.js', 'built by hand');
    const build = prepare('.');
    expect(build).toMatchObject({ folder: root, bench: 'none' });
    build.remove();
    expect(readFileSync(join(root, 'out/main/index.js'), 'utf8')).toBe('built by hand');
  });

  it('is none for what git does not know, or for a commit that cannot be built', () => {
    commit('1.0.0', 'this');
    expect(() => prepare('nothing')).toThrow('neither a folder with a build nor something');
    expect(() => prepare('--all')).toThrow('neither');
    put('build.cjs', 'process.exit(4)');
    git('commit', '-qam', 'broken');
    mkdirSync(join(root, 'node_modules'));
    expect(() => prepare('HEAD')).toThrow(/run build ended with 4/);
    expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  });
});

describe('the command of a bench', () => {
  const named = (kind: 'build' | 'sources') => {
    const bench = benches.find(({ measures }) => measures.kind === kind);
    if (bench === undefined) throw new Error(`no bench of ${kind}`);
    return bench;
  };
  const build = { folder: '/there', description: '' } as const;

  it('is that of now for a build, wherever it is', () => {
    const command = commandFor(named('build'), { ...build, bench: 'none' }, '/here');
    expect(command?.cwd).toBe('/here');
    expect(command?.args[0]).toBe(join('/here', 'test/bench/run.ts'));
    expect(command?.args.slice(-2)).toEqual(['--root', '/there']);
  });

  it("is the checkout's own for its sources, or none", () => {
    const command = commandFor(named('sources'), { ...build, bench: 'laid over' }, '/here');
    expect(command?.cwd).toBe('/there');
    expect(command?.args[0]).toBe(join('/there', 'test/bench/run.ts'));
    expect(commandFor(named('sources'), { ...build, bench: 'none' }, '/here')).toBeNull();
  });
});
