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
   * Which bench code measures the sources: the checkout's own, the current one copied over its
   * files, or none, if it has no JSON bench and we must not change its files.
   */
  readonly bench: 'own' | 'laid over' | 'none';
}

/** A build that exists for the duration of the comparison. */
export interface TemporaryBuild extends Build {
  readonly remove: () => void;
}

const product = 'out/main/index.js';
/** A checkout with this file has a bench that prints JSON. */
const marker = 'test/bench/figures.ts';
const lockfile = 'package-lock.json';

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // npm is a script on Windows.
    shell: process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status === 0) return stdout.trim();
  throw new Error(`${program} ${args.join(' ')} ended with ${status}.\n${stdout}${stderr}`.trim());
}

/** Hash and subject of the checked-out commit, and whether files differ from it. */
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

/** Builds this checkout as it is, including uncommitted changes. */
export function buildHere(root: string): Build {
  run('npm', ['run', 'build'], root);
  return { folder: root, description: describeCheckout(root), bench: 'own' };
}

function commitOf(root: string, ref: string): string {
  try {
    // A ref that looks like an option must not be treated as one.
    return run('git', ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], root);
  } catch {
    throw new Error(`${ref} is neither a folder with a build nor something that git knows.`);
  }
}

/** Links this checkout's packages into another one if it wants the same, or installs its own. */
function providePackages(root: string, folder: string): void {
  const wanted = (of: string): string => readFileSync(join(of, lockfile), 'utf8');
  if (wanted(folder) === wanted(root)) {
    linkTree(join(root, 'node_modules'), join(folder, 'node_modules'));
  } else run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], folder);
}

function buildRef(root: string, ref: string): TemporaryBuild {
  const commit = commitOf(root, ref);
  // On the same disk as the packages, which are hard-linked.
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const above = mkdtempSync(join(cache, 'pairs-'));
  const folder = join(above, 'checkout');
  const remove = (): void => {
    process.off('exit', remove);
    // If git could not create it, it is not a worktree yet.
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
    // After the build, which may use scripts of that commit.
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

/** Whether the bench code of two checkouts differs. */
export function haveDifferentBenches(a: Build, b: Build): boolean {
  const folders = [a, b].map(({ folder }) => join(folder, 'test/bench'));
  const { status } = spawnSync('git', ['diff', '--no-index', '--quiet', ...folders]);
  return status !== 0;
}

/**
 * Finds the build to compare with: a built folder, used as it is, or anything git can resolve to a
 * commit, checked out and built in a temporary worktree.
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
