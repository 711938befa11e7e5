import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { linkTree } from './link-tree.ts';

/** A built checkout. */
export interface Build {
  readonly folder: string;
  /** One line for people. */
  readonly description: string;
  /**
   * Whose code measures the sources: the checkout's own bench, the bench of now laid over its files,
   * or none, because it has no bench that speaks JSON and its files are not ours to change.
   */
  readonly bench: 'own' | 'laid over' | 'none';
}

/** A build for as long as the comparison takes. */
export interface TemporaryBuild extends Build {
  readonly remove: () => void;
}

const product = 'out/main/index.js';
/** Checkouts that have it have a bench that speaks JSON. */
const marker = 'test/bench/figures.ts';
const lockfile = 'package-lock.json';

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // npm is a script there.
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status === 0) return stdout.trim();
  throw new Error(`${program} ${args.join(' ')} ended with ${status}.\n${stdout}${stderr}`.trim());
}

/** Hash and subject of what is checked out, and whether files differ from it. */
function describeCheckout(folder: string): string {
  try {
    const commit = run('git', ['log', '-1', '--format=%h %s'], folder);
    const changed = run('git', ['status', '--porcelain'], folder) === '' ? '' : ' with changes';
    return `${commit}${changed}, in ${folder}`;
  } catch {
    // A folder need not be under git to be measured.
    return folder;
  }
}

/** Builds this checkout as it is, changes that are not committed included. */
export function buildHere(root: string): Build {
  run('npm', ['run', 'build'], root);
  return { folder: root, description: describeCheckout(root), bench: 'own' };
}

function commitOf(root: string, ref: string): string {
  try {
    // A ref that looks like an option must not be one.
    return run('git', ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], root);
  } catch {
    throw new Error(`${ref} is neither a folder with a build nor something that git knows.`);
  }
}

/** Gives a checkout the packages of this one if it wants the same, or else its own. */
function providePackages(root: string, folder: string): void {
  const wanted = (of: string): string => readFileSync(join(of, lockfile), 'utf8');
  if (wanted(folder) === wanted(root)) {
    linkTree(join(root, 'node_modules'), join(folder, 'node_modules'));
  } else run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], folder);
}

function buildRef(root: string, ref: string): TemporaryBuild {
  const commit = commitOf(root, ref);
  // On the same disk as the packages, which are linked.
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const above = mkdtempSync(join(cache, 'pairs-'));
  const folder = join(above, 'checkout');
  const remove = (): void => {
    process.off('exit', remove);
    // It is no worktree yet if git could not make one.
    if (existsSync(folder)) run('git', ['worktree', 'remove', '--force', folder], root);
    rmSync(above, { recursive: true, force: true });
  };
  process.on('exit', remove);
  try {
    run('git', ['worktree', 'add', '--detach', folder, commit], root);
    const description = run('git', ['log', '-1', '--format=%h %s', commit], root);
    const hasOwn = existsSync(join(folder, marker));
    providePackages(root, folder);
    run('npm', ['run', 'build'], folder);
    // After the build, which may use scripts of its own time.
    if (!hasOwn) {
      for (const part of ['test', 'scripts']) {
        cpSync(join(root, part), join(folder, part), { recursive: true });
      }
    }
    return { folder, description, bench: hasOwn ? 'own' : 'laid over', remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Whether two checkouts differ in the code of their benches. */
export function haveDifferentBenches(a: Build, b: Build): boolean {
  const folders = [a, b].map(({ folder }) => join(folder, 'test/bench'));
  const { status } = spawnSync('git', ['diff', '--no-index', '--quiet', ...folders]);
  return status !== 0;
}

/**
 * Finds the build to compare with: a folder that has one, taken as it is, or anything that git can
 * resolve to a commit, checked out and built in a temporary worktree.
 */
export function prepareBuild(root: string, against: string): TemporaryBuild {
  const folder = resolve(root, against);
  if (!existsSync(join(folder, 'package.json'))) return buildRef(root, against);
  if (!existsSync(join(folder, product))) {
    throw new Error(`${folder} has no build: run npm run build there first.`);
  }
  return {
    folder,
    description: describeCheckout(folder),
    bench: existsSync(join(folder, marker)) ? 'own' : 'none',
    remove: () => undefined,
  };
}
