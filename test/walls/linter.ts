import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A file to lint: its path under `src`, and its text. */
export interface Probe {
  readonly file: string;
  readonly code: string;
}

/** A finding of the linter. */
export interface Finding {
  /** Path relative to `src`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

interface Report {
  readonly diagnostics: readonly {
    /** Missing if the file cannot be parsed. */
    readonly code?: string;
    readonly message: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

export const root = join(import.meta.dirname, '../..');

const packageFile = createRequire(import.meta.url).resolve('oxlint/package.json');
const oxlint = join(dirname(packageFile), 'bin/oxlint');

function run(folder: string): Promise<string> {
  const parameters = [oxlint, '-c', join(root, '.oxlintrc.json'), '-f', 'json', folder];
  const options = { cwd: root, maxBuffer: 256 * 1024 ** 2 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, parameters, options, (error, stdout, stderr) => {
      // With findings the linter exits with 1, and its report is complete.
      if (error !== null && error.code !== 1) reject(new Error(`${error.message}\n${stderr}`));
      else resolve(stdout);
    });
  });
}

/** Lints the probes with this repository's configuration, in a tree of the same shape. */
export async function lint(probes: readonly Probe[]): Promise<readonly Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-walls-'));
  try {
    for (const { file, code } of probes) {
      const path = join(folder, 'src', file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, code);
    }
    const report = JSON.parse(await run(folder)) as Report;
    return report.diagnostics.map(({ code = 'parse', message, filename, labels }) => ({
      file: filename.replaceAll('\\', '/').split('/src/').at(-1) ?? '',
      line: labels[0]?.span.line ?? 0,
      rule: code,
      message,
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}
